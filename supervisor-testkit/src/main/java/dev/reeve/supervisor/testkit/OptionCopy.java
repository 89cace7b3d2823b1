package dev.reeve.supervisor.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Options as another class loader has them.
record OptionCopy(ClassLoader loader) {
    Object of(Object value) throws ReflectiveOperationException {
        return switch (value) {
            case Record record -> record(record);
            case Enum<?> constant -> constant(constant);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                for (Object item : list) {
                    copy.add(of(item));
                }
                yield List.copyOf(copy);
            }
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    copy.put(entry.getKey(), of(entry.getValue()));
                }
                yield copy;
            }
            case Optional<?> optional when optional.isPresent() -> Optional.of(of(optional.get()));
            default -> value;
        };
    }

    private Object record(Record record) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(record.getClass().getName());
        if (type == record.getClass()) {
            return record;
        }
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int at = 0; at < components.length; at++) {
            Method accessor = components[at].getAccessor();
            accessor.setAccessible(true);
            values[at] = of(accessor.invoke(record));
        }
        Constructor<?> constructor =
                type.getDeclaredConstructor(
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private Object constant(Enum<?> constant) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(constant.getDeclaringClass().getName());
        for (Object other : Objects.requireNonNullElse(type.getEnumConstants(), new Object[0])) {
            if (other instanceof Enum<?> same && same.name().equals(constant.name())) {
                return same;
            }
        }
        return constant;
    }
}

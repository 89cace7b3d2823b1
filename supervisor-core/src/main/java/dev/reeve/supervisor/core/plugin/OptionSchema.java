package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.core.plugin.OptionRecord.Option;
import dev.reeve.supervisor.core.text.Schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of a record of options: what {@link OptionBinder} takes. The `title` of an
/// option says in words what may be written, for those who show it to people.
final class OptionSchema {
    private OptionSchema() {}

    static Map<String, Object> of(Class<? extends Record> type) {
        return of(OptionRecord.options(type));
    }

    static Map<String, Object> of(List<Option> options) {
        Map<String, Object> keys = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Option option : options) {
            Map<String, Object> key = Schema.of("title", OptionDescription.words(option));
            key.putAll(Schema.about(option.about(), fallback(option), of(option.type(), option)));
            keys.put(option.name(), key);
            if (option.required()) {
                required.add(option.name());
            }
        }
        Map<String, Object> schema = Schema.mapping(keys);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> of(Type type, Option option) {
        return switch (type) {
            case Class<?> plain when plain.isRecord() -> of(plain.asSubclass(Record.class));
            case Class<?> plain when plain.isEnum() ->
                    Schema.word(
                            Arrays.stream(plain.getEnumConstants())
                                    .map(OptionScalar::word)
                                    .toList());
            case Class<?> plain when plain == Object.class -> Schema.of();
            case Class<?> plain when plain == Secret.class -> OptionSecret.schema();
            case Class<?> plain -> scalar(plain, option);
            case ParameterizedType generic when generic.getRawType() == List.class -> {
                var list = Schema.list(of(generic.getActualTypeArguments()[0], option));
                yield option.words() ? Schema.any(Schema.form("\\S"), list) : list;
            }
            case ParameterizedType generic when generic.getRawType() == Map.class ->
                    Schema.open(".*", of(generic.getActualTypeArguments()[1], option));
            default -> Schema.of();
        };
    }

    private static Map<String, Object> scalar(Class<?> type, Option option) {
        if (type == int.class || type == Integer.class) {
            long least = Math.max(Integer.MIN_VALUE, option.min());
            long greatest = Math.min(Integer.MAX_VALUE, option.max());
            return Schema.whole(least, greatest);
        }
        if (type == long.class || type == Long.class) {
            return Schema.whole(option.min(), option.max());
        }
        if (type == double.class || type == Double.class) {
            return Schema.decimal(
                    option.min() == Long.MIN_VALUE ? -Double.MAX_VALUE : option.min(),
                    option.max() == Long.MAX_VALUE ? Double.MAX_VALUE : option.max());
        }
        if (type == boolean.class || type == Boolean.class) {
            return Schema.flag();
        }
        if (type == Duration.class) {
            return Schema.duration(0, false);
        }
        if (!option.among().isEmpty()) {
            return Schema.word(option.among());
        }
        return type == String.class ? Schema.text() : Schema.form(".");
    }

    /// The value where none is written, as JSON would say it; empty where there is none.
    private static Object fallback(Option option) {
        String text = option.fallback() == null ? "" : option.fallback();
        boolean number = text.matches("-?[0-9]{1,18}") && option.type() instanceof Class<?>;
        boolean flag = option.type() == boolean.class || option.type() == Boolean.class;
        if (flag && !text.isEmpty()) {
            return Boolean.valueOf(text);
        }
        return number && option.type() != String.class ? (Object) Long.valueOf(text) : text;
    }
}

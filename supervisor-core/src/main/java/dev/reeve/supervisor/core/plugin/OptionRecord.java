package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The record of options that a provider names: `O` in `ReadyStrategyPlugin<O>`.
final class OptionRecord {
    private OptionRecord() {}

    /// Finds the record, also where a superclass or an interface in between names it.
    ///
    /// @param service the interface of the door
    static Class<? extends Record> of(Class<?> provider, Class<?> service) throws PluginFailure {
        Type argument = argument(provider, service, Map.of());
        if (argument instanceof Class<?> type && type.isRecord()) {
            return type.asSubclass(Record.class);
        }
        throw new PluginFailure(
                PROVIDER_ERROR,
                "%s does not name the record of its options: %s<…>"
                        .formatted(provider.getName(), service.getSimpleName()));
    }

    /// The options of a record, in its order.
    static List<Option> options(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(Option::of).toList();
    }

    private static @Nullable Type argument(
            Type type, Class<?> service, Map<TypeVariable<?>, Type> known) {
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        Class<?> raw;
        switch (type) {
            case Class<?> plain -> raw = plain;
            case ParameterizedType generic -> {
                raw = (Class<?>) generic.getRawType();
                Type[] arguments = generic.getActualTypeArguments();
                for (int i = 0; i < arguments.length; i++) {
                    bound.put(
                            raw.getTypeParameters()[i],
                            known.getOrDefault(arguments[i], arguments[i]));
                }
            }
            default -> {
                return null;
            }
        }
        if (raw == service) {
            return bound.get(service.getTypeParameters()[0]);
        }
        for (Type above : raw.getGenericInterfaces()) {
            Type found = argument(above, service, bound);
            if (found != null) {
                return found;
            }
        }
        Type superclass = raw.getGenericSuperclass();
        return superclass == null ? null : argument(superclass, service, bound);
    }

    /// One option.
    ///
    /// @param name its name in the manifest
    /// @param type the component's type; that within an `Optional` where it is one
    /// @param optional whether it is an `Optional`
    /// @param about what it means; may be empty
    /// @param fallback the value where none is written, or null
    /// @param min the least number allowed
    /// @param max the greatest number allowed
    /// @param secret whether its value is never shown
    /// @param words whether a text may stand for a list, and is split into words
    /// @param among the only texts that are allowed; empty where any is
    record Option(
            String name,
            Type type,
            boolean optional,
            String about,
            @Nullable String fallback,
            long min,
            long max,
            boolean secret,
            boolean words,
            List<String> among) {
        private static Option of(RecordComponent component) {
            Type type = component.getGenericType();
            boolean optional =
                    type instanceof ParameterizedType generic
                            && generic.getRawType() == java.util.Optional.class;
            Type inner = optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
            String name = snakeCase(component.getName());
            dev.reeve.supervisor.api.spi.Option said =
                    component.getAnnotation(dev.reeve.supervisor.api.spi.Option.class);
            if (said == null) {
                return new Option(
                        name,
                        inner,
                        optional,
                        "",
                        null,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        false,
                        false,
                        List.of());
            }
            boolean none = said.fallback().equals(dev.reeve.supervisor.api.spi.Option.NONE);
            return new Option(
                    name,
                    inner,
                    optional,
                    said.about(),
                    none ? null : said.fallback(),
                    said.min(),
                    said.max(),
                    said.secret(),
                    said.words(),
                    List.of());
        }

        /// Whether it must be written.
        boolean required() {
            return fallback == null && !optional;
        }

        static String snakeCase(String name) {
            // What has the name of a word of Java's ends in `_`.
            return name.replaceAll("([A-Z])", "_$1")
                    .replaceFirst("_$", "")
                    .toLowerCase(java.util.Locale.ROOT);
        }
    }
}

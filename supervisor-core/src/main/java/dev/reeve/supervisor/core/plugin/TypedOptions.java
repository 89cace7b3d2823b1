package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.time.Durations;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Options as a program has them, a record, and as a definition has them, plain values.
public final class TypedOptions {
    private TypedOptions() {}

    /// The record that plain values say, or all that is wrong with them.
    ///
    /// @param base where relative paths begin
    /// @param label what people call the whole
    public static <C extends Record> Checked<C> read(
            Class<C> type, Map<String, Object> options, Path base, String label) {
        List<Problem> problems = new ArrayList<>();
        try {
            var binder = new OptionBinder("config", base, _ -> null, problems::add, _ -> {});
            Record made = binder.bind(type, options, label);
            return made == null
                    ? new Checked.Invalid<>(problems)
                    : new Checked.Valid<>(type.cast(made));
        } catch (PluginFailure failure) {
            return new Checked.Invalid<>(List.of(Problem.at(null, "config", failure.text())));
        }
    }

    /// A record as plain values; reading them again gives an equal one. What is absent is left out.
    public static Map<String, Object> written(Record options) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            Object plain = plain(value(options, component));
            if (plain != null) {
                written.put(OptionRecord.Option.snakeCase(component.getName()), plain);
            }
        }
        return written;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case Duration span -> Durations.words(span);
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
            case Record inner -> written(inner);
            case List<?> list -> list.stream().map(TypedOptions::plain).toList();
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach(
                        (name, inside) -> {
                            Object one = plain(inside);
                            if (one != null) {
                                plain.put(String.valueOf(name), one);
                            }
                        });
                yield plain;
            }
            case Number _, Boolean _ -> value;
            default -> String.valueOf(value).replace("$", "$$");
        };
    }

    private static @Nullable Object value(Record options, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(options);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw new IllegalArgumentException(
                    "%s of %s cannot be read: open its package to %s"
                            .formatted(
                                    component.getName(),
                                    options.getClass().getName(),
                                    TypedOptions.class.getModule().getName()),
                    closed);
        }
    }
}

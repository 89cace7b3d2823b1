package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One option of a kind, for people.
///
/// @param name its name in the manifest
/// @param type what may be written, in words
/// @param about what it means; may be empty
/// @param fallback the value where none is written, or null
/// @param required whether it must be written
public record OptionDescription(
        String name, String type, String about, @Nullable String fallback, boolean required) {
    private static final Map<Class<?>, String> WORDS =
            Map.ofEntries(
                    Map.entry(String.class, "text"),
                    Map.entry(int.class, "whole number"),
                    Map.entry(Integer.class, "whole number"),
                    Map.entry(long.class, "whole number"),
                    Map.entry(Long.class, "whole number"),
                    Map.entry(double.class, "number"),
                    Map.entry(Double.class, "number"),
                    Map.entry(boolean.class, "true | false"),
                    Map.entry(Boolean.class, "true | false"),
                    Map.entry(Duration.class, "duration"),
                    Map.entry(Path.class, "path"),
                    Map.entry(URI.class, "URI"),
                    Map.entry(Object.class, "anything"),
                    Map.entry(Secret.class, OptionSecret.WORDS));

    static List<OptionDescription> of(List<OptionRecord.Option> options) {
        return options.stream()
                .map(
                        option ->
                                new OptionDescription(
                                        option.name(),
                                        words(option),
                                        option.about(),
                                        option.fallback(),
                                        option.required()))
                .toList();
    }

    /// What may be written, in words: `whole number 1 to 65535`.
    static String words(OptionRecord.Option option) {
        boolean least = option.min() != Long.MIN_VALUE;
        boolean most = option.max() != Long.MAX_VALUE;
        String words =
                option.among().isEmpty()
                        ? words(option.type())
                        : String.join(" | ", option.among());
        if (least && most) {
            return words + " " + option.min() + " to " + option.max();
        }
        return least
                ? words + " from " + option.min()
                : most ? words + " to " + option.max() : words;
    }

    private static String words(Type type) {
        return switch (type) {
            case Class<?> plain when plain.isEnum() ->
                    Arrays.stream(plain.getEnumConstants())
                            .map(OptionScalar::word)
                            .collect(Collectors.joining(" | "));
            case Class<?> plain when plain.isRecord() ->
                    OptionRecord.options(plain.asSubclass(Record.class)).stream()
                            .map(option -> option.name() + ": " + words(option.type()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Class<?> plain -> WORDS.getOrDefault(plain, plain.getSimpleName());
            case ParameterizedType generic when generic.getRawType() == List.class ->
                    "list of " + words(generic.getActualTypeArguments()[0]);
            case ParameterizedType generic when generic.getRawType() == Map.class ->
                    "mapping to " + words(generic.getActualTypeArguments()[1]);
            default -> type.getTypeName();
        };
    }
}

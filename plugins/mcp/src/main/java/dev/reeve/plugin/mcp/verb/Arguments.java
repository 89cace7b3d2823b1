package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Errors;

import io.modelcontextprotocol.spec.McpError;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/// What a tool was called with, once it was found to fit to the tool's parameters.
final class Arguments {
    private final Map<String, Object> given;

    private Arguments(Map<String, Object> given) {
        this.given = given;
    }

    /// @throws McpError where they do not fit; the text is for who has called
    static Arguments of(List<Parameter> parameters, Map<String, Object> given) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw Errors.invalid(
                        "there is no argument `" + name + "` (there are: " + known + ")");
            }
        }
        for (Parameter parameter : parameters) {
            Object value = given.get(parameter.name());
            if (value == null ? parameter.required() : !fits(parameter.type(), value)) {
                throw Errors.invalid(
                        value == null
                                ? "`" + parameter.name() + "` is missing"
                                : "`" + parameter.name() + "` must be " + words(parameter.type()));
            }
        }
        return new Arguments(given);
    }

    private static boolean fits(Parameter.Type type, Object value) {
        return switch (type) {
            case Parameter.Type.Text _ -> value instanceof String;
            case Parameter.Type.Texts _ ->
                    value instanceof String
                            || (value instanceof List<?> list
                                    && list.stream().allMatch(String.class::isInstance));
            case Parameter.Type.Flag _ -> value instanceof Boolean;
            case Parameter.Type.Whole(long least, long most) ->
                    value instanceof Number number
                            && number.doubleValue() == number.longValue()
                            && number.longValue() >= least
                            && number.longValue() <= most;
            case Parameter.Type.Choice(var words) ->
                    value instanceof String text && words.contains(text);
        };
    }

    private static String words(Parameter.Type type) {
        return switch (type) {
            case Parameter.Type.Text _ -> "a text";
            case Parameter.Type.Texts _ -> "a list of texts";
            case Parameter.Type.Flag _ -> "true or false";
            case Parameter.Type.Whole(long least, long most) ->
                    "a whole number from " + least + " to " + most;
            case Parameter.Type.Choice(var words) -> "one of " + words;
        };
    }

    @Nullable String text(String name) {
        return given.get(name) instanceof String text ? text : null;
    }

    /// Where there must be one.
    String needed(String name) {
        return String.valueOf(given.get(name));
    }

    List<String> texts(String name) {
        return switch (given.get(name)) {
            case String one -> List.of(one);
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(given.get(name));
    }

    long number(String name, long fallback) {
        return given.get(name) instanceof Number number ? number.longValue() : fallback;
    }

    @Nullable Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException another) {
            throw Errors.invalid(
                    "`" + name + "` must be a time like 2026-01-31T12:00:00Z, not `" + text + "`");
        }
    }
}

package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.core.plugin.OptionRecord.Option;
import dev.reeve.supervisor.core.time.Durations;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns single values of a manifest into values of a plugin's types. Null is a mistake that was
/// told.
final class OptionScalar {
    private static final Set<Class<?>> TYPES =
            Set.of(
                    String.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    double.class,
                    Double.class,
                    boolean.class,
                    Boolean.class,
                    Duration.class,
                    Path.class,
                    URI.class);
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,30}");

    private final OptionBinder binder;
    private final Path baseDirectory;

    OptionScalar(OptionBinder binder, Path baseDirectory) {
        this.binder = binder;
        this.baseDirectory = baseDirectory;
    }

    static boolean takes(Class<?> type) {
        return TYPES.contains(type) || type.isEnum();
    }

    @Nullable Object of(Class<?> type, Object value, Option option, String path) {
        if (type.isEnum()) {
            return word(type, value, option, path);
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer" -> {
                Object number = whole(Integer.MIN_VALUE, Integer.MAX_VALUE, value, option, path);
                yield number instanceof Long fits ? (Object) fits.intValue() : null;
            }
            case "long" -> whole(Long.MIN_VALUE, Long.MAX_VALUE, value, option, path);
            case "double" -> number(value, option, path);
            case "boolean" -> truth(value, option, path);
            case "duration" -> {
                Duration span = Durations.parse(value);
                yield span == null ? wrong("a duration like `5s`", value, option, path) : span;
            }
            case "path" -> path(value, option, path);
            case "uri" -> uri(value, option, path);
            default -> text(value, option, path);
        };
    }

    /// Tells that a value is not what it must be.
    @Nullable Object wrong(String what, Object value, Option option, String path) {
        String written =
                switch (value) {
                    case Map<?, ?> _ -> ", not a mapping";
                    case List<?> _ -> ", not a list";
                    case Object _ when option.secret() -> "";
                    case Object scalar -> ", not `" + scalar + "`";
                };
        return binder.mistake(path, "`" + option.name() + "` must be " + what + written);
    }

    private @Nullable Object text(Object value, Option option, String path) {
        return switch (value) {
            case String text when !option.among().isEmpty() && !option.among().contains(text) ->
                    binder.unknown(path, "`" + option.name() + "` cannot be", text, option.among());
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case Number _ -> wrong("text (in quotes)", value, option, path);
            default -> wrong("text", value, option, path);
        };
    }

    private @Nullable Object whole(
            long least, long greatest, Object value, Option option, String path) {
        String digits = value instanceof Double ? "" : value.toString();
        if (!WHOLE.matcher(digits).matches()) {
            return wrong("a whole number", value, option, path);
        }
        BigInteger number = new BigInteger(digits);
        long min = Math.max(least, option.min());
        long max = Math.min(greatest, option.max());
        boolean fits =
                number.compareTo(BigInteger.valueOf(min)) >= 0
                        && number.compareTo(BigInteger.valueOf(max)) <= 0;
        return fits
                ? (Object) number.longValueExact()
                : wrong(range(min, max, option), value, option, path);
    }

    private @Nullable Object number(Object value, Option option, String path) {
        double number;
        try {
            number =
                    value instanceof Number || value instanceof String
                            ? Double.parseDouble(value.toString())
                            : Double.NaN;
        } catch (NumberFormatException none) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            return wrong("a number", value, option, path);
        }
        return number >= option.min() && number <= option.max()
                ? (Object) number
                : wrong(range(option.min(), option.max(), option), value, option, path);
    }

    private static String range(long min, long max, Option option) {
        if (option.max() == Long.MAX_VALUE && option.min() != Long.MIN_VALUE) {
            return "at least " + min;
        }
        if (option.min() == Long.MIN_VALUE && option.max() != Long.MAX_VALUE) {
            return "at most " + max;
        }
        return "from " + min + " to " + max;
    }

    private @Nullable Object truth(Object value, Option option, String path) {
        return switch (value.toString()) {
            case "true" -> (Object) true;
            case "false" -> false;
            default -> wrong("true or false", value, option, path);
        };
    }

    private @Nullable Object word(Class<?> type, Object value, Option option, String path) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(OptionScalar::word).toList();
        int at = words.indexOf(value.toString());
        return at >= 0
                ? type.getEnumConstants()[at]
                : binder.unknown(
                        path, "`" + option.name() + "` cannot be", value.toString(), words);
    }

    static String word(Object constant) {
        return constant instanceof Spelled spelled
                ? spelled.word()
                : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Object path(Object value, Option option, String path) {
        try {
            return value instanceof String text && !text.isEmpty()
                    ? baseDirectory.resolve(text).normalize()
                    : wrong("a path", value, option, path);
        } catch (InvalidPathException none) {
            return wrong("a path", value, option, path);
        }
    }

    private @Nullable Object uri(Object value, Option option, String path) {
        try {
            return value instanceof String text && !text.isEmpty()
                    ? new URI(text)
                    : wrong("a URI", value, option, path);
        } catch (URISyntaxException none) {
            return wrong("a URI", value, option, path);
        }
    }
}

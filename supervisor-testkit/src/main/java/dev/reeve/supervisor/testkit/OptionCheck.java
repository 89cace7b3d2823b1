package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What can be wrong with a record of options, as far as its declaration shows. That a manifest's
/// values are read into it is the platform's part.
final class OptionCheck {
    private static final Set<Class<?>> PLAIN =
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
                    URI.class,
                    Secret.class,
                    Object.class);
    private static final String DURATION = "0|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+";

    private final List<String> mistakes = new ArrayList<>();

    private OptionCheck() {}

    /// The mistakes in a record's options, one line each.
    static List<String> of(Class<? extends Record> type) {
        var check = new OptionCheck();
        check.record(type, "");
        return check.mistakes;
    }

    private void record(Class<?> type, String before) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = before + snakeCase(component.getName());
            Option said = component.getAnnotation(Option.class);
            if (said == null || said.about().isBlank()) {
                mistakes.add("`" + name + "` does not say what it means: @Option(about = …)");
            }
            type(component.getGenericType(), name);
            if (said != null) {
                secrecy(component, name, said);
                fallback(component.getGenericType(), name, said);
            }
        }
    }

    private void type(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean known =
                    generic.getRawType() == List.class
                            || generic.getRawType() == Optional.class
                            || (generic.getRawType() == Map.class && arguments[0] == String.class);
            if (known) {
                type(arguments[arguments.length - 1], name);
                return;
            }
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                record(plain, name + ".");
                return;
            }
            if (PLAIN.contains(plain) || plain.isEnum()) {
                return;
            }
        }
        mistakes.add("`" + name + "` is of " + type.getTypeName() + ", which no option can be of");
    }

    private void secrecy(RecordComponent component, String name, Option said) {
        boolean text = component.getGenericType().getTypeName().contains("java.lang.String");
        if (name.matches("(.*\\.)?(token|secret|psk|\\w*_key|\\w*password)")
                && text
                && !said.secret()) {
            mistakes.add("`" + name + "` holds a secret, and mistakes show it: make it a Secret");
        }
    }

    private void fallback(Type type, String name, Option said) {
        if (said.min() > said.max()) {
            mistakes.add("`" + name + "` has a `min` over its `max`");
        }
        if (said.fallback().equals(Option.NONE)) {
            return;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            mistakes.add("`" + name + "` may be left out and has a fallback: one is enough");
            return;
        }
        String wrong = wrong(type, said.fallback(), said);
        if (wrong != null) {
            mistakes.add("`" + name + "`: the fallback `" + said.fallback() + "` is no " + wrong);
        }
    }

    /// What a fallback is not, or null where it is that.
    private static @Nullable String wrong(Type type, String text, Option said) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? enclosed(text, "[", "]", "list")
                    : enclosed(text, "{", "}", "mapping");
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return enclosed(text, "{", "}", "mapping");
        }
        if (plain.isEnum()) {
            boolean known =
                    Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .anyMatch(text::equals);
            return known ? null : "constant of " + plain.getSimpleName();
        }
        return switch (plain.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "long", "double" -> number(text, said);
            case "boolean" -> text.matches("true|false") ? null : "`true` or `false`";
            case "duration" -> text.matches(DURATION) ? null : "duration like `5s`";
            case "path", "uri" -> text.isBlank() ? "place" : null;
            default -> null;
        };
    }

    private static @Nullable String number(String text, Option said) {
        try {
            double number = Double.parseDouble(text);
            return number >= said.min() && number <= said.max() ? null : "number within its bounds";
        } catch (NumberFormatException none) {
            return "number";
        }
    }

    private static @Nullable String enclosed(
            String text, String opening, String closing, String what) {
        return text.startsWith(opening) && text.endsWith(closing) ? null : what;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

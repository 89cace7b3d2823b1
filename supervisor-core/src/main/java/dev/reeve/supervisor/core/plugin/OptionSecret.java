package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.core.plugin.OptionRecord.Option;
import dev.reeve.supervisor.core.text.Schema;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Turns what a manifest says of a secret into one, and looks whether it is there. Null is a
/// mistake that was told; none of them shows a text that may be a secret.
final class OptionSecret {
    static final String WORDS = "text | {env: NAME} | {file: PATH}";

    private static final String VARIABLE = "env";
    private static final String FILE = "file";
    private static final List<String> SOURCES = List.of(VARIABLE, FILE);

    private final OptionBinder binder;
    private final Path baseDirectory;

    OptionSecret(OptionBinder binder, Path baseDirectory) {
        this.binder = binder;
        this.baseDirectory = baseDirectory;
    }

    static Map<String, Object> schema() {
        Map<String, Object> source =
                Schema.mapping(Schema.of(VARIABLE, Schema.filled(), FILE, Schema.form(".")));
        source.put("minProperties", 1);
        source.put("maxProperties", 1);
        return Schema.any(Schema.text(), source);
    }

    @Nullable Object of(Object value, Option option, String path) {
        return switch (value) {
            case Map<?, ?> map -> source(map, option, path);
            case List<?> _ -> wrong(option, path, ", not a list");
            case Double _ -> wrong(option, path, "; a number belongs in quotes");
            case Object text -> new Secret.Text(text.toString());
        };
    }

    private @Nullable Object source(Map<?, ?> map, Option option, String path) {
        for (Object key : map.keySet()) {
            String name = String.valueOf(key);
            if (!SOURCES.contains(name)) {
                String what = "`" + option.name() + "` cannot come from";
                return binder.unknown(path + "." + name, what, name, SOURCES);
            }
        }
        boolean one = map.size() == 1;
        String from = one ? String.valueOf(map.keySet().iterator().next()) : "";
        if (!one || !(map.get(from) instanceof String at) || at.isBlank()) {
            return wrong(option, path, ", and one of them");
        }
        return from.equals(VARIABLE)
                ? variable(at, option, path + "." + VARIABLE)
                : file(at, option, path + "." + FILE);
    }

    private @Nullable Object variable(String name, Option option, String path) {
        return System.getenv(name) != null
                ? new Secret.Variable(name)
                : missing(option, path, "the environment variable `" + name + "` is not set");
    }

    private @Nullable Object file(String written, Option option, String path) {
        try {
            Path file = baseDirectory.resolve(written).normalize();
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return new Secret.InFile(file);
            }
            String why =
                    !Files.exists(file)
                            ? "there is no file " + file
                            : Files.isRegularFile(file)
                                    ? file + " must not be read by this user"
                                    : file + " is no file";
            return missing(option, path, why);
        } catch (InvalidPathException none) {
            return missing(option, path, "that is no path");
        }
    }

    private @Nullable Object missing(Option option, String path, String why) {
        return binder.mistake(path, "`" + option.name() + "` cannot be had: " + why);
    }

    private @Nullable Object wrong(Option option, String path, String rest) {
        return binder.mistake(
                path,
                "`%s` must be a text, {env: NAME} or {file: PATH}%s"
                        .formatted(option.name(), rest));
    }
}

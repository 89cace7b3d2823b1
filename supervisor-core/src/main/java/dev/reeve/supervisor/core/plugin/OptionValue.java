package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.core.plugin.OptionRecord.Option;
import dev.reeve.supervisor.core.text.ShellWords;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns plain values of a manifest into values of a plugin's types. Null is a mistake that was
/// told.
final class OptionValue {
    private final OptionBinder binder;
    private final OptionScalar scalars;
    private final OptionSecret secrets;

    OptionValue(OptionBinder binder, Path baseDirectory) {
        this.binder = binder;
        this.scalars = new OptionScalar(binder, baseDirectory);
        this.secrets = new OptionSecret(binder, baseDirectory);
    }

    /// The value of an option.
    ///
    /// @param written what the manifest says, or null where it says nothing
    /// @param key the dotted path of the record
    @Nullable Object of(Option option, @Nullable Object written, String key) throws PluginFailure {
        Object value = written == null ? fallback(option) : written;
        if (value != null) {
            Object made = of(option.type(), value, option, key + "." + option.name());
            return made != null && option.optional() ? Optional.of(made) : made;
        }
        if (option.optional()) {
            return Optional.empty();
        }
        String about = option.about().isEmpty() ? "" : ": " + option.about();
        return binder.mistake(key, "`" + option.name() + "` is missing" + about);
    }

    private static @Nullable Object fallback(Option option) {
        String text = option.fallback();
        boolean structured =
                option.type() instanceof ParameterizedType
                        || (option.type() instanceof Class<?> type && type.isRecord());
        return text == null || !structured
                ? text
                : new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private @Nullable Object of(Type type, Object value, Option option, String path)
            throws PluginFailure {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, value, option, path);
            case ParameterizedType generic when generic.getRawType() == List.class ->
                    list(generic.getActualTypeArguments()[0], value, option, path);
            case ParameterizedType generic
                    when generic.getRawType() == Map.class
                            && generic.getActualTypeArguments()[0] == String.class ->
                    map(generic.getActualTypeArguments()[1], value, option, path);
            default -> throw unfit(type, option);
        };
    }

    private @Nullable Object ofClass(Class<?> type, Object value, Option option, String path)
            throws PluginFailure {
        if (type.isRecord()) {
            if (value instanceof Map<?, ?> map) {
                return binder.bind(type.asSubclass(Record.class), map, option.name(), path);
            }
            return scalars.wrong("a mapping of its options", value, option, path);
        }
        if (type == Object.class) {
            return value;
        }
        if (type == Secret.class) {
            return secrets.of(value, option, path);
        }
        if (OptionScalar.takes(type)) {
            return scalars.of(type, value, option, path);
        }
        throw unfit(type, option);
    }

    private @Nullable Object list(Type type, Object value, Option option, String path)
            throws PluginFailure {
        if (option.words() && value instanceof String line) {
            return words(line, option, path);
        }
        if (!(value instanceof List<?> list)) {
            return scalars.wrong("a list", value, option, path);
        }
        List<Object> made = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object item = item(type, list.get(i), option, path + "." + i);
            if (item != null) {
                made.add(item);
            }
        }
        return made.size() == list.size() ? List.copyOf(made) : null;
    }

    private @Nullable Object words(String line, Option option, String path) {
        ShellWords split = ShellWords.of(line, "run `sh -c`");
        return split.mistake().isEmpty()
                ? split.words()
                : binder.mistake(
                        path,
                        "`%s` cannot be split into words: %s"
                                .formatted(option.name(), split.mistake()));
    }

    private @Nullable Object map(Type type, Object value, Option option, String path)
            throws PluginFailure {
        if (!(value instanceof Map<?, ?> map)) {
            return scalars.wrong("a mapping", value, option, path);
        }
        Map<String, Object> made = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Object item = item(type, entry.getValue(), option, path + "." + name);
            if (item != null) {
                made.put(name, item);
            }
        }
        return made.size() == map.size() ? Collections.unmodifiableMap(made) : null;
    }

    private @Nullable Object item(Type type, @Nullable Object value, Option option, String path)
            throws PluginFailure {
        return value == null
                ? binder.mistake(path, "`" + option.name() + "` has an empty value in it")
                : of(type, value, option, path);
    }

    private static PluginFailure unfit(Type type, Option option) {
        return new PluginFailure(
                PROVIDER_ERROR,
                "its option `%s` is of %s, a type that options cannot have"
                        .formatted(option.name(), type.getTypeName()));
    }
}

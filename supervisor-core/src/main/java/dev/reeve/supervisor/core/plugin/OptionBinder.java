package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.plugin.OptionRecord.Option;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes a plugin's option record from what a manifest says. All mistakes are told at once, each at
/// its place.
final class OptionBinder {
    private final String root;
    private final Function<String, @Nullable Location> places;
    private final Consumer<Problem> problems;
    private final Consumer<Class<?>> opener;
    private final OptionValue values;

    /// @param root the dotted path of the use, with the kind: `services.db.ready.tcp`
    /// @param baseDirectory where relative paths begin
    /// @param places where a dotted path was written, or null
    /// @param opener opens a class of the plugin to the core
    OptionBinder(
            String root,
            Path baseDirectory,
            Function<String, @Nullable Location> places,
            Consumer<Problem> problems,
            Consumer<Class<?>> opener) {
        this.root = root;
        this.places = places;
        this.problems = problems;
        this.opener = opener;
        this.values = new OptionValue(this, baseDirectory);
    }

    /// The record, or null where a mistake was told.
    ///
    /// @param label what people call the whole: the kind
    @Nullable Record bind(Class<? extends Record> type, Map<?, ?> written, String label)
            throws PluginFailure {
        return bind(type, written, label, root);
    }

    @Nullable Record bind(Class<? extends Record> type, Map<?, ?> written, String label, String key)
            throws PluginFailure {
        @Nullable Object @Nullable [] arguments =
                values(OptionRecord.options(type), written, label, key);
        return arguments == null ? null : construct(type, arguments, key);
    }

    /// The values by name, for options that are of no record; null where a mistake was told.
    ///
    /// @param label what people call the whole: the kind
    @Nullable Map<String, Object> plain(List<Option> options, Map<?, ?> written, String label)
            throws PluginFailure {
        @Nullable Object @Nullable [] values = values(options, written, label, root);
        if (values == null) {
            return null;
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Optional<?> maybe ? maybe.orElse(null) : values[i];
            if (value != null) {
                plain.put(options.get(i).name(), value);
            }
        }
        return plain;
    }

    private @Nullable Object @Nullable [] values(
            List<Option> options, Map<?, ?> written, String label, String key)
            throws PluginFailure {
        List<String> known = options.stream().map(Option::name).toList();
        boolean good = true;
        for (Object name : written.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                String path = key + "." + name;
                problems.accept(
                        Problem.unknown(
                                place(path),
                                path,
                                "`" + label + "` has no option",
                                String.valueOf(name),
                                known));
                good = false;
            }
        }
        @Nullable Object[] arguments = new @Nullable Object[options.size()];
        for (int i = 0; i < arguments.length; i++) {
            Option option = options.get(i);
            Object value = values.of(option, written.get(option.name()), key);
            arguments[i] = value;
            good &= value != null;
        }
        return good ? arguments : null;
    }

    /// Tells a mistake, and is null: what a value is that is none.
    @Nullable Object mistake(String path, String text) {
        problems.accept(Problem.at(place(path), path, text));
        return null;
    }

    /// Tells what a plugin has against its options as a whole.
    void refuse(IllegalArgumentException refused) {
        mistake(root, PluginFailure.message(refused));
    }

    /// Tells that a word is not among those that are allowed.
    @Nullable Object unknown(String path, String what, String word, List<String> known) {
        problems.accept(Problem.unknown(place(path), path, what, word, known));
        return null;
    }

    private @Nullable Record construct(
            Class<? extends Record> type, @Nullable Object[] arguments, String key)
            throws PluginFailure {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            opener.accept(type);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException refused) {
                mistake(key, PluginFailure.message(refused));
                return null;
            }
            throw new PluginFailure(PROVIDER_ERROR, PluginFailure.told(thrown));
        } catch (InaccessibleObjectException closed) {
            throw new PluginFailure(
                    PROVIDER_ERROR,
                    "its record of options cannot be made: module %s does not open %s to %s"
                            .formatted(
                                    type.getModule().getName(),
                                    type.getPackageName(),
                                    OptionBinder.class.getModule().getName()));
        } catch (ReflectiveOperationException impossible) {
            throw new PluginFailure(PROVIDER_ERROR, PluginFailure.told(impossible));
        }
    }

    /// The place of a path, or of the nearest one above it that is known.
    private @Nullable Location place(String path) {
        return nearest(places, path);
    }

    static @Nullable Location nearest(Function<String, @Nullable Location> places, String path) {
        String at = path;
        while (true) {
            Location place = places.apply(at);
            int dot = at.lastIndexOf('.');
            if (place != null || dot < 0) {
                return place;
            }
            at = at.substring(0, dot);
        }
    }
}

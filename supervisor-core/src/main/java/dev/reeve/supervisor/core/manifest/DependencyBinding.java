package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.Dependency.Condition;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `depends_on`: a list of names, or a mapping from names to what must hold of them. Whether
/// the services are there is for the planner to say.
final class DependencyBinding {
    private static final Words ANY = Words.of().andOthers();
    static final Words KEYS = Words.of("condition", "required", "restart");

    private DependencyBinding() {}

    /// The dependencies, in the order they were written. The place of each is kept under its name:
    /// `services.api.depends_on.db`.
    ///
    /// @param names what a written name has become, where that is something else
    static List<Dependency> of(@Nullable Value written, Map<String, String> names) {
        Map<String, Dependency> all = new LinkedHashMap<>();
        if (written == null) {
            return List.of();
        }
        if (written.isEntries()) {
            Block block = written.block("dependencies", ANY);
            if (block != null) {
                block.others()
                        .forEach(
                                (name, value) ->
                                        add(all, written, named(names, name, value), value));
            }
        } else {
            for (Value item : written.items()) {
                String name = item.filled();
                if (name != null && !add(all, written, plain(names, name), item)) {
                    item.wrong("names %s once more".formatted(Shown.quoted(name)));
                }
            }
        }
        return List.copyOf(all.values());
    }

    private static boolean add(
            Map<String, Dependency> all, Value above, Dependency dependency, Value at) {
        at.reading().place(Places.path(above.path(), dependency.service()), at.place());
        return all.putIfAbsent(dependency.service(), dependency) == null;
    }

    private static Dependency plain(Map<String, String> names, String written) {
        return new Dependency(names.getOrDefault(written, written), Condition.READY, true, false);
    }

    private static Dependency named(Map<String, String> names, String written, Value value) {
        Dependency plain = plain(names, written);
        Block block = value.isNothing() ? null : value.block("a dependency", KEYS);
        if (block == null) {
            return plain;
        }
        return new Dependency(
                plain.service(),
                block.word("condition", plain.condition()),
                block.flag("required", true),
                block.flag("restart", false));
    }
}

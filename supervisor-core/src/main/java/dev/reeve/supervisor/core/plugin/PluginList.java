package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Notes what was found in the plugins folders and what became of it.
final class PluginList {
    private final Map<Path, Entry> entries = new LinkedHashMap<>();

    /// A file or folder was found.
    void found(Path origin) {
        entries.put(origin, new Entry(origin));
    }

    /// Its descriptor was read.
    void read(ReadPlugin plugin) {
        entry(plugin.files().origin()).plugin = plugin;
    }

    void disabled(ReadPlugin plugin) {
        entry(plugin.files().origin()).state = "disabled";
    }

    /// It can be used, for these.
    void started(ReadPlugin plugin, List<Offer> offers) {
        Entry entry = entry(plugin.files().origin());
        entry.state = "started";
        entry.offers = offers;
    }

    /// It is of no use after all.
    void failed(ReadPlugin plugin) {
        entry(plugin.files().origin()).state = "failed";
    }

    boolean hasProblem(ReadPlugin plugin) {
        return hasProblem(plugin.files().origin());
    }

    boolean hasProblem(Path origin) {
        return !entry(origin).problems.isEmpty();
    }

    void problem(Path origin, PluginProblem problem) {
        entry(origin).problems.add(problem);
    }

    List<PluginProblem> problems() {
        return entries.values().stream().flatMap(entry -> entry.problems.stream()).toList();
    }

    /// Everything that was found, sorted by id.
    ///
    /// @param figures those of a plugin, by its id
    List<PluginSnapshot> snapshots(Function<String, PluginFigures> figures) {
        return entries.values().stream()
                .map(entry -> entry.snapshot(figures))
                .sorted(Comparator.comparing(PluginSnapshot::id))
                .toList();
    }

    private Entry entry(Path origin) {
        return entries.computeIfAbsent(origin, Entry::new);
    }

    private static final class Entry {
        private final Path origin;
        private final List<PluginProblem> problems = new ArrayList<>();
        private @Nullable ReadPlugin plugin;
        private String state = "failed";
        private List<Offer> offers = List.of();

        Entry(Path origin) {
            this.origin = origin;
        }

        PluginSnapshot snapshot(Function<String, PluginFigures> figures) {
            String error =
                    problems.isEmpty()
                            ? null
                            : problems.stream()
                                    .map(PluginProblem::toString)
                                    .collect(Collectors.joining("; "));
            String path = origin.toString();
            return plugin == null
                    ? new PluginSnapshot(
                            PluginFiles.nameOf(origin),
                            null,
                            null,
                            null,
                            state,
                            error,
                            Map.of(),
                            path)
                    : new PluginSnapshot(
                            plugin.id(),
                            plugin.version(),
                            plugin.descriptor().getProvider(),
                            plugin.descriptor().getLicense(),
                            state,
                            error,
                            provides(),
                            path,
                            figures.apply(plugin.id()));
        }

        private Map<String, List<String>> provides() {
            return offers.stream()
                    .collect(
                            Collectors.groupingBy(
                                    offer -> offer.door().word(),
                                    TreeMap::new,
                                    Collectors.mapping(Offer::kind, Collectors.toList())));
        }
    }
}

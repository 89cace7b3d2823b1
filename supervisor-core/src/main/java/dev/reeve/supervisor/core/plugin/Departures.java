package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.PluginFigures.Layers;
import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Plugins that were given back, until nothing of them is in memory any more.
///
/// Whoever is still at work in such a plugin goes on, with all its classes: its files are closed
/// and its copies deleted when the garbage collector has taken its class loader, and not before.
final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Predicate<ReadPlugin> used;
    private final List<Departed> waiting = new ArrayList<>();
    private final Map<String, Integer> unloaded = new HashMap<>();
    private final Map<String, Integer> collected = new HashMap<>();

    private record Departed(ResolvedPlugin plugin, WeakReference<ClassLoader> loader) {}

    /// @param used whether copies of files are still in use
    Departures(Predicate<ReadPlugin> used) {
        this.used = used;
    }

    synchronized void add(ResolvedPlugin plugin, ClassLoader loader) {
        waiting.add(new Departed(plugin, new WeakReference<>(loader)));
        unloaded.merge(plugin.id(), 1, Integer::sum);
    }

    /// Tidies up after those that are gone by now.
    ///
    /// @return whether all are
    synchronized boolean look() {
        List<Departed> gone =
                waiting.stream().filter(departed -> departed.loader().refersTo(null)).toList();
        waiting.removeAll(gone);
        for (Departed departed : gone) {
            collected.merge(departed.plugin().id(), 1, Integer::sum);
            tidy(departed.plugin());
        }
        return waiting.isEmpty();
    }

    /// All is over: nobody has to go on.
    synchronized void close() {
        waiting.forEach(departed -> tidy(departed.plugin()));
        waiting.clear();
    }

    /// How many layers of a plugin were given back, how many are gone, and what is known to hold
    /// the others.
    synchronized Layers of(String id) {
        List<String> left = new ArrayList<>();
        for (Departed departed : waiting) {
            ClassLoader loader = departed.loader().get();
            if (loader != null && departed.plugin().id().equals(id)) {
                List<String> threads = threadsOf(loader);
                String version = "version " + departed.plugin().read().version() + " is still held";
                left.add(
                        threads.isEmpty()
                                ? version
                                : version + " by " + String.join(", ", threads));
            }
        }
        return new Layers(
                unloaded.getOrDefault(id, 0), collected.getOrDefault(id, 0), List.copyOf(left));
    }

    /// Whether somebody may still be at work with copies of these files.
    synchronized boolean isWaiting(ReadPlugin read) {
        return waiting.stream().anyMatch(departed -> departed.plugin().read().equals(read));
    }

    /// What is held of all, one line each.
    synchronized List<String> held() {
        return waiting.stream()
                .map(departed -> departed.plugin().id())
                .distinct()
                .flatMap(id -> of(id).left().stream().map(left -> "plugin " + id + ": " + left))
                .toList();
    }

    /// The threads that a plugin has made, or that were called with its class loader; virtual ones
    /// cannot be seen.
    static List<String> threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        thread ->
                                loader.equals(thread.getContextClassLoader())
                                        || loader.equals(thread.getClass().getClassLoader()))
                .map(thread -> "the thread `" + thread.getName() + "`")
                .sorted()
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // others may have been read from the same copies
    private void tidy(ResolvedPlugin plugin) {
        if (plugin.form() instanceof Form.Layer layer) {
            try {
                layer.modules().close();
            } catch (IOException failure) {
                LOG.warn("cannot close the files of {}: {}", plugin.id(), failure.getMessage());
            }
        }
        ReadPlugin read = plugin.read();
        boolean shared =
                used.test(read)
                        || waiting.stream()
                                .map(Departed::plugin)
                                .anyMatch(other -> other != plugin && other.read().equals(read));
        if (!shared) {
            delete(read);
        }
    }

    /// Deletes the copies of a plugin's files.
    static void delete(ReadPlugin plugin) {
        Path folder = plugin.files().folder();
        try {
            PrivateFolder.delete(folder);
        } catch (IOException failure) {
            LOG.warn("cannot delete {}: {}", folder, failure.getMessage());
        }
    }
}

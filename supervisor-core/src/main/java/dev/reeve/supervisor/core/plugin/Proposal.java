package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.model.PluginUse;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The plugins as they lie in the folders by now, beside those in use.
public final class Proposal {
    private final Generation before;
    private final Generation next;

    // Weakly, and not by who owns them: it is asked when they were given back, too.
    private final List<WeakReference<ClassLoader>> old;

    Proposal(Generation before, Generation next, OpenPlugins open) {
        this.before = before;
        this.next = next;
        this.old =
                retired().stream()
                        .map(open::of)
                        .filter(Objects::nonNull)
                        .map(WeakReference::new)
                        .toList();
    }

    /// What has become of a plugin.
    public enum Change {
        ADDED,
        REPLACED,
        REMOVED
    }

    /// A plugin that is not as it was.
    ///
    /// @param version the version that is there now, or was there last
    public record Changed(String id, String version, Change what) {}

    /// What the plugins offer by now.
    public Catalog catalog() {
        return next;
    }

    /// The plugins that are not as they were, by id.
    public List<Changed> changes() {
        Map<String, ResolvedPlugin> was = new HashMap<>();
        before.usable().forEach(plugin -> was.put(plugin.id(), plugin));
        List<Changed> changes = new ArrayList<>();
        for (ResolvedPlugin plugin : next.usable()) {
            ResolvedPlugin other = was.remove(plugin.id());
            if (other == null) {
                changes.add(changed(plugin, Change.ADDED));
            } else if (!other.equals(plugin)) {
                changes.add(changed(plugin, Change.REPLACED));
            }
        }
        was.values().forEach(plugin -> changes.add(changed(plugin, Change.REMOVED)));
        changes.sort((one, other) -> one.id().compareTo(other.id()));
        return changes;
    }

    /// Ids of plugins in use that are not there any more.
    public List<String> removed() {
        return changes().stream()
                .filter(changed -> changed.what() == Change.REMOVED)
                .map(Changed::id)
                .toList();
    }

    /// The version of a plugin that is there now, or null.
    public @Nullable String version(String id) {
        return next.usable().stream()
                .filter(plugin -> plugin.id().equals(id))
                .map(plugin -> plugin.read().version())
                .findFirst()
                .orElse(null);
    }

    /// Whether a product was made by a plugin that is not there any more as it was.
    public boolean isOld(Object product) {
        ClassLoader loader = product.getClass().getClassLoader();
        return loader != null && old.stream().anyMatch(gone -> gone.refersTo(loader));
    }

    /// The plugin that has what a manifest uses, where it has taken the place of another of its id;
    /// else null.
    public @Nullable String replacing(Door<?> door, PluginUse use) {
        ResolvedPlugin plugin = next.having(door, use.kind());
        return plugin != null
                        && !before.usable().contains(plugin)
                        && before.usable().stream().anyMatch(is -> is.id().equals(plugin.id()))
                ? plugin.id()
                : null;
    }

    /// Says of a plugin that is kept as it was why what lies in its folder is not used.
    public void note(String id, String why) {
        next.read().stream()
                .filter(plugin -> plugin.id().equals(id))
                .forEach(
                        plugin ->
                                next.list()
                                        .problem(
                                                plugin.files().origin(),
                                                new PluginProblem(
                                                        PluginProblem.Code.REFUSED,
                                                        plugin.file(),
                                                        plugin.name() + ": " + why)));
    }

    Generation next() {
        return next;
    }

    /// Those that are used no more.
    List<ResolvedPlugin> retired() {
        return without(before.usable(), next.usable());
    }

    /// Those that were not used before.
    List<ResolvedPlugin> fresh() {
        return without(next.usable(), before.usable());
    }

    /// Those that were read for what is used no more.
    List<ReadPlugin> unread() {
        return without(before.read(), next.read());
    }

    /// Those that were read for this.
    List<ReadPlugin> freshlyRead() {
        return without(next.read(), before.read());
    }

    private static Changed changed(ResolvedPlugin plugin, Change what) {
        return new Changed(plugin.id(), plugin.read().version(), what);
    }

    private static <T> List<T> without(List<T> all, List<T> others) {
        List<T> rest = new ArrayList<>(all);
        rest.removeAll(others);
        return rest;
    }
}

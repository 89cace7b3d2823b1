package dev.reeve.supervisor.core.plugin;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was found in the plugins folders the last time: what has not changed is not read again, and
/// stays loaded as it is.
final class Earlier {
    /// The first time.
    static final Earlier NOTHING = new Earlier(List.of(), List.of(), Set.of(), Set.of());

    private final Map<Path, ReadPlugin> byOrigin = new HashMap<>();
    private final Map<String, ResolvedPlugin> byId = new HashMap<>();
    private final Set<String> anew;
    private final Set<String> kept;

    /// @param anew ids of plugins that are read again whether they have changed or not
    /// @param kept ids of plugins that stay as they are, whatever is there now
    Earlier(
            List<ReadPlugin> read,
            List<ResolvedPlugin> usable,
            Set<String> anew,
            Set<String> kept) {
        read.forEach(plugin -> byOrigin.put(plugin.files().origin(), plugin));
        usable.forEach(plugin -> byId.put(plugin.id(), plugin));
        this.anew = anew;
        this.kept = kept;
    }

    /// What was read from this place, or null.
    @Nullable ReadPlugin of(Path origin) {
        return byOrigin.get(origin);
    }

    /// What was read from this place, where it is still there as it was.
    @Nullable ReadPlugin unchanged(Path origin, int folder) {
        ReadPlugin plugin = byOrigin.get(origin);
        return plugin != null
                        && plugin.folder() == folder
                        && !anew.contains(plugin.id())
                        && plugin.print().equals(Fingerprint.of(origin))
                ? plugin
                : null;
    }

    /// The plugins that count: for those that are kept, what was in use.
    List<ReadPlugin> instead(List<ReadPlugin> found) {
        List<ReadPlugin> all = new ArrayList<>(found);
        for (String id : kept) {
            ResolvedPlugin used = byId.get(id);
            if (used != null) {
                all.removeIf(plugin -> plugin.id().equals(id));
                all.add(used.read());
            }
        }
        return all;
    }

    /// The same plugin as it was used, where it depends on the same ones.
    @SuppressWarnings("ReferenceEquality") // read again is another, though it is the same file
    @Nullable ResolvedPlugin resolved(ReadPlugin plugin, List<ResolvedPlugin> dependencies) {
        ResolvedPlugin used = byId.get(plugin.id());
        return used != null && used.read() == plugin && used.dependencies().equals(dependencies)
                ? used
                : null;
    }
}

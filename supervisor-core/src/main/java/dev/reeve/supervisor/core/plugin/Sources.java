package dev.reeve.supervisor.core.plugin;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who offers what, by door and kind. Of two with one kind, a plugin comes before the host.
final class Sources {
    private final ClassLoader host;
    private final Map<String, Map<String, Source>> known = new HashMap<>();

    Sources(ClassLoader host, List<ResolvedPlugin> plugins) {
        this.host = host;
        for (ResolvedPlugin plugin : plugins) {
            for (Offer offer : plugin.offers()) {
                of(offer.door()).put(offer.kind(), new Source.OfPlugin(plugin, offer));
            }
        }
    }

    Set<String> kinds(Door<?> door) {
        Set<String> kinds = new TreeSet<>(of(door).keySet());
        kinds.addAll(Providers.kindsOfHost(door, host));
        return kinds;
    }

    @Nullable Source find(Door<?> door, String kind) {
        Source source = of(door).get(kind);
        if (source == null) {
            source = Providers.ofHost(door, kind, host);
            if (source != null) {
                of(door).put(kind, source);
            }
        }
        return source;
    }

    void forget(ResolvedPlugin plugin) {
        for (Offer offer : plugin.offers()) {
            of(offer.door()).remove(offer.kind());
        }
    }

    private Map<String, Source> of(Door<?> door) {
        return known.computeIfAbsent(door.word(), _ -> new HashMap<>());
    }
}

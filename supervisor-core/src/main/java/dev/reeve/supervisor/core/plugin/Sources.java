package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Kind;

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

    /// @param given providers that were handed in
    Sources(ClassLoader host, List<ResolvedPlugin> plugins, List<Object> given) {
        this.host = host;
        given.forEach(this::take);
        for (ResolvedPlugin plugin : plugins) {
            for (Offer offer : plugin.offers()) {
                of(offer.door()).put(offer.kind(), new Source.OfPlugin(plugin, offer));
            }
        }
    }

    private void take(Object provider) {
        Kind kind = provider.getClass().getAnnotation(Kind.class);
        List<Door<?>> doors =
                Door.ALL.stream().filter(door -> door.service().isInstance(provider)).toList();
        if (kind == null || doors.isEmpty()) {
            throw new IllegalArgumentException(
                    provider.getClass().getName() + " offers no kind, or is of no door");
        }
        doors.forEach(door -> of(door).put(kind.value(), new Source.Given(provider)));
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

    private Map<String, Source> of(Door<?> door) {
        return known.computeIfAbsent(door.word(), _ -> new HashMap<>());
    }
}

package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Where the values of a manifest were written, by dotted path (`services.db.ready.tcp.port`),
/// beside the specs so that a comment more or less does not make a service look changed.
///
/// A key that holds a dot stands in double quotes, so that no two paths are alike:
/// `services."web.v1".ready`. Make paths with {@link #path}.
///
/// @param known the place of each path: of the key for a mapping's entry, of the value for an item
///     of a list (`services.db.hooks.0`)
public record Places(Map<String, Location> known) {
    private static final int LONGEST_PART = 120;
    private static final int LONGEST = 500;

    public Places {
        known = Map.copyOf(known);
    }

    /// The path of what stands under this key, or number of an item, below a path.
    ///
    /// A path that is very long grows no more: what is deeper has the place of what is above it.
    ///
    /// @param above the path above; empty at the top
    public static String path(String above, String key) {
        if (above.length() > LONGEST) {
            return above;
        }
        String part = key.length() > LONGEST_PART ? key.substring(0, LONGEST_PART) + '…' : key;
        part = part.indexOf('.') < 0 ? part : '"' + part + '"';
        return above.isEmpty() ? part : above + '.' + part;
    }

    /// The path of a service.
    public static String service(String name) {
        return path("services", name);
    }

    /// The place of a path, or of the nearest one above it; null where nothing is known.
    public @Nullable Location of(String path) {
        String at = path;
        while (true) {
            Location place = known.get(at);
            if (place != null) {
                return place;
            }
            int dot = at.lastIndexOf('.');
            if (dot < 0) {
                return null;
            }
            at = at.substring(0, dot);
        }
    }
}

package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a text says, before anyone knows what it means: one tree for YAML and JSON.
sealed interface Node {
    /// Where it was written.
    Location place();

    /// A single value.
    ///
    /// @param text as it was written, without quotes
    /// @param type what an unquoted text looks like; a quoted one is always `TEXT`
    /// @param shown what may be shown of it; differs from `text` where that came from a secret
    record Scalar(Location place, String text, Type type, String shown) implements Node {
        Scalar(Location place, String text, Type type) {
            this(place, text, type, text);
        }
    }

    /// A list.
    record Items(Location place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A mapping, without duplicate keys, in the order it was written.
    record Entries(Location place, List<Entry> entries) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }

        /// The entry with this key, or null.
        @Nullable Entry entry(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }
    }

    /// A key and its value.
    ///
    /// @param place where the key was written
    record Entry(Location place, String key, Node value) {
        /// Whether it is the user's own affair.
        boolean ignored() {
            return key.startsWith("x-");
        }
    }

    /// What a single value looks like, by the core schema of YAML 1.2 (section 10.3.2).
    enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NOTHING,
        /// Its mistake has been told already; stands in for any value.
        UNKNOWN
    }

    /// In words, for a person who wrote it where something else was wanted.
    default String described() {
        return switch (this) {
            case Scalar scalar ->
                    scalar.type() == Type.NOTHING ? "nothing" : Shown.quoted(scalar.shown());
            case Items _ -> "a list";
            case Entries _ -> "a mapping";
        };
    }
}

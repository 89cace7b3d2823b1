package dev.reeve.supervisor.core.manifest;

import java.util.List;

/// The keys that a mapping may have.
///
/// @param known keys that do something
/// @param open whether any other key may stand there, too, for its owner to judge
record Words(List<String> known, boolean open) {
    /// These keys and no others.
    static Words of(String... known) {
        return new Words(List.of(known), false);
    }

    /// Also any other.
    Words andOthers() {
        return new Words(known, true);
    }
}

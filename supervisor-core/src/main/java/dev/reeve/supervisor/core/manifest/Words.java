package dev.reeve.supervisor.core.manifest;

import java.util.List;

/// The keys that a mapping may have.
///
/// @param known keys that do something
/// @param later keys that a later version will know; they are spelled right, and refused
/// @param open whether any other key may stand there, too, for its owner to judge
record Words(List<String> known, List<String> later, boolean open) {
    /// These keys and no others.
    static Words of(String... known) {
        return new Words(List.of(known), List.of(), false);
    }

    /// Also these, in a later version.
    Words later(String... keys) {
        return new Words(known, List.of(keys), open);
    }

    /// Also any other.
    Words andOthers() {
        return new Words(known, later, true);
    }
}

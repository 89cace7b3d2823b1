package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

/// That a text breaks off being YAML or JSON, so that nothing after this place can be known. Never
/// leaves this package.
final class UnreadableText extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Location place;
    private final boolean whole;

    UnreadableText(Location place, String message) {
        this(place, message, false);
    }

    /// @param whole whether the file itself is at fault, not something in it
    UnreadableText(Location place, String message, boolean whole) {
        super(message);
        this.place = place;
        this.whole = whole;
    }

    /// Whether the file itself is at fault, so that whoever named it should hear of it.
    boolean whole() {
        return whole;
    }

    /// What is wrong.
    String text() {
        return String.valueOf(getMessage());
    }

    Location place() {
        return place;
    }
}

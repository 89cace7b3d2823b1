package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

/// That a text breaks off being YAML or JSON, so that nothing after this place can be known. Never
/// leaves this package.
final class UnreadableText extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Location place;

    UnreadableText(Location place, String message) {
        super(message);
        this.place = place;
    }

    Location place() {
        return place;
    }
}

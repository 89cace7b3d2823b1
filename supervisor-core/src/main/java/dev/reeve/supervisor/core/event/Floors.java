package dev.reeve.supervisor.core.event;

/// Up to which number events are no longer kept; 0 where all are.
///
/// @param lasting of those that are not passing
/// @param passing of those that are
record Floors(long lasting, long passing) {
    /// Nothing is let go.
    static final Floors NONE = new Floors(0, 0);

    /// Of this class of events.
    long of(boolean isPassing) {
        return isPassing ? passing : lasting;
    }

    /// Up to which number some of these types may be no longer kept.
    ///
    /// @param kinds a mask of `Kinds`
    long highest(int kinds) {
        long ofLasting = (kinds & Kinds.LASTING) == 0 ? 0 : lasting;
        long ofPassing = (kinds & Kinds.PASSING) == 0 ? 0 : passing;
        return Math.max(ofLasting, ofPassing);
    }
}

package dev.reeve.supervisor.core.event;

/// Which of all events are kept: the newest of each class, under one numbering. Guarded by whoever
/// holds it.
final class Kept {
    private final Runs lasting;
    private final Runs passing;

    Kept(Retention retention) {
        lasting = new Runs(retention.lasting());
        passing = new Runs(retention.passing());
    }

    /// @param number higher than those before it
    void add(long number, boolean isPassing) {
        (isPassing ? passing : lasting).add(number);
    }

    Floors floors() {
        return new Floors(lasting.floor(), passing.floor());
    }

    /// How many they are.
    long count() {
        return lasting.count() + passing.count();
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.engine.Life.Tally;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a ledger would hold, as of now: what is written here outlives the supervisor.
final class Book {
    private final Map<String, Noted> runs = new HashMap<>();
    private final Map<String, Desired> desired = new TreeMap<>();

    /// A run that is not over. A process of it may or may not have been noted: its environment
    /// tells who it is, too.
    private record Noted(int run, boolean ready, int restarts, int attempts) {}

    void begins(String service, int run) {
        runs.put(service, new Noted(run, false, 0, 0));
    }

    void spawned(String service, int run) {
        Noted known = runs.get(service);
        if (known == null || known.run() != run) {
            throw new AssertionError("run " + run + " of " + service + " was never begun");
        }
    }

    void ready(String service, Tally tally) {
        Noted known = runs.get(service);
        if (known != null && known.run() == tally.run()) {
            runs.put(service, new Noted(known.run(), true, tally.restarts(), tally.attempts()));
        }
    }

    void over(String service, int run) {
        Noted known = runs.get(service);
        if (known != null && known.run() == run) {
            runs.remove(service);
        }
    }

    /// What is known of a living run.
    Tally tally(String service, int run) {
        Noted known = runs.get(service);
        return known == null || known.run() != run
                ? new Tally(run, 1, 0, 0)
                : new Tally(run, 1, known.restarts(), known.attempts());
    }

    boolean wasReady(String service, int run) {
        Noted known = runs.get(service);
        return known != null && known.run() == run && known.ready();
    }

    void wanted(String service, Desired what) {
        desired.put(service, what);
    }

    void forget(String service) {
        desired.remove(service);
    }

    Map<String, Desired> desired() {
        return Map.copyOf(desired);
    }
}

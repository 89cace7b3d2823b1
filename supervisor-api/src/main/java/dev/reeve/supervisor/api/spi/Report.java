package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is learnt of a run while it lives: what it says of itself, or what is seen of it.
@Api
public sealed interface Report {
    /// What it does now, in its own words; shown to people beside its phase.
    ///
    /// @param text one line; empty takes back what was said before
    record Status(String text) implements Report {}

    /// Its main process is another one from now on. Believed only where that process is one of the
    /// run's own.
    record MainProcess(long pid) implements Report {}

    /// It needs more time to become ready, or to end: this much from now.
    record MoreTime(Duration time) implements Report {}

    /// It reads its configuration anew; {@link Reloaded} follows.
    record Reloading() implements Report {}

    /// It has read its configuration anew.
    record Reloaded() implements Report {}

    /// It has begun to end by itself.
    record Leaving() implements Report {}

    /// It will say that it is alive at least this often, from now on; zero takes that back. When it
    /// falls silent it is unhealthy, and restarted.
    record Watchdog(Duration silence) implements Report {}

    /// It is alive.
    record Alive() implements Report {}

    /// What there is to know of it, by name, as plain values (texts, numbers, lists, maps); takes
    /// the place of what was told before. Never holds a secret: everyone may read it.
    record Details(Map<String, Object> details) implements Report {
        public Details {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }
    }

    /// Where it can be reached: a URL, or `HOST:PORT`. Never holds a secret.
    record Endpoint(String address) implements Report {}

    /// It says of itself that it cannot go on: the same as a watchdog that has run out.
    record Trouble(String text) implements Report {}
}

package dev.reeve.supervisor.core.external;

import java.time.Duration;

/// How long an external plugin may take.
///
/// @param hello until it has said hello
/// @param cancelled to answer a call that nobody waits for any more
/// @param step to end: once when it is to read no more, and once when it was told to
/// @param first the wait before it is started again; it doubles each time
/// @param longest the longest such wait
/// @param good for how long it must have lived for the wait to begin anew
record Limits(
        Duration hello,
        Duration cancelled,
        Duration step,
        Duration first,
        Duration longest,
        Duration good) {
    static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1));

    /// The wait before it is started again.
    ///
    /// @param failures how often in a row it was of no use, from 1
    Duration backoff(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}

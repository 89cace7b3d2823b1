package dev.reeve.plugin.ready.file;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// Tells what a run has made from what it has found.
///
/// What was there when the run was prepared is told by its identity, not by its time: a stale file
/// may carry any time, a renewed one too (`cp -p`, `touch -d`), and clocks are set. Identity cannot
/// tell what somebody else has made in the moment between preparing and spawning; there the
/// kernel's stamp decides. A run that nobody prepared (it was adopted) has nothing but that stamp.
final class Freshness {
    /// The kernel stamps files with a clock that moves in ticks, of up to 10 ms, so what a child
    /// does at once can carry a stamp from before its spawn (Linux, `current_time`; HZ is 100 or
    /// more).
    private static final Duration LAG = Duration.ofMillis(10);

    private final Instant preparedAt;
    private final Instant spawnedAt;
    private @Nullable Sighting stale;
    private boolean wasGone;

    private Freshness(Instant preparedAt, @Nullable Sighting stale, Instant spawnedAt) {
        this.preparedAt = preparedAt.minus(LAG);
        this.spawnedAt = spawnedAt.minus(LAG);
        this.stale = stale;
    }

    /// For a run that was prepared.
    ///
    /// @param stale what was there then, or null
    static Freshness of(Instant preparedAt, @Nullable Sighting stale, Instant spawnedAt) {
        return new Freshness(preparedAt, stale, spawnedAt);
    }

    /// For a run that was not prepared here: everything stamped before its spawn is older.
    static Freshness since(Instant spawnedAt) {
        return new Freshness(Instant.MIN.plus(LAG), null, spawnedAt);
    }

    /// Whether what was seen, after the spawn, is of this run.
    boolean accepts(@Nullable Sighting seen) {
        if (seen == null) {
            wasGone = true;
            stale = null;
            return false;
        }
        if (wasGone) {
            return true;
        }
        if (stale != null && seen.sameAs(stale)) {
            return false;
        }
        if (seen.stamped().isBefore(spawnedAt) && !seen.stamped().isBefore(preparedAt)) {
            stale = seen;
            return false;
        }
        return true;
    }

    /// Whether there is a file, but an older one.
    boolean sawOld() {
        return stale != null;
    }
}

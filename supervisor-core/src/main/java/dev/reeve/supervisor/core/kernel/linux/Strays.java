package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.time.TimeSource;

import java.util.HashMap;
import java.util.Map;

/// Children of this process that have ended, that nobody has reaped, and of which we do not know
/// whose
/// they were. They get a second first: they may be somebody's `java.lang.Process`, and then it is
/// for
/// the
/// JDK to learn how they ended.
///
/// Under the lock of {@link Children}.
final class Strays {
    private static final long PATIENCE = 1_000_000_000L;

    private final Proc proc;
    private final TimeSource time;
    private final Map<Long, Long> since = new HashMap<>();

    Strays(Proc proc, TimeSource time) {
        this.proc = proc;
        this.time = time;
    }

    void found(Stat process) {
        if (!process.living()) {
            since.putIfAbsent(process.id(), time.nanos());
        }
    }

    boolean waiting() {
        return !since.isEmpty();
    }

    void reapPatiently() {
        long now = time.nanos();
        since.entrySet().removeIf(stray -> over(stray.getKey(), now - stray.getValue()));
    }

    private boolean over(long stray, long age) {
        Stat stat = proc.stat(Stat.pidOf(stray));
        if (stat == null || stat.id() != stray) {
            return true;
        }
        if (age < PATIENCE) {
            return false;
        }
        Wait.reapPid(stat.pid());
        return true;
    }
}

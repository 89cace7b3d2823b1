package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Children of this process that have ended, that nobody has reaped, and of which we do not know
/// whose they were. They get a second first: they may be somebody's `java.lang.Process`, and then
/// it is for the JDK to learn how they ended.
///
/// Under the lock of {@link Children}.
final class Strays {
    private static final long PATIENCE = 1_000_000_000L;

    private static final int MOST_ENDS = 4096;

    private final Proc proc;
    private final TimeSource time;
    private final Map<Long, Long> since = new HashMap<>();

    /// How those ended that were reaped, as long as they are few.
    private final Map<Long, Exit> ends =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Exit> eldest) {
                    return size() > MOST_ENDS;
                }
            };

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

    /// How one ended that was reaped here, or null. Who has taken the place of the program that
    /// spawned it asks for it only after a while.
    @Nullable Exit end(long id) {
        return ends.get(id);
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
        Exit exit = Wait.reapPid(stat.pid());
        if (exit != null) {
            ends.put(stray, exit);
        }
        return true;
    }
}

package dev.reeve.supervisor.core.guard;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Watches over calls that hold on to a processor. The Java machine does not divide its own
/// threads' time: two endless loops on a machine with two processors, and nothing else that runs on
/// such threads goes on. So for each call that does not let go there is one thread more to carry
/// others.
///
/// Looks only while calls are under way, and ever less often at those that wait.
final class Carriers {
    private static final long QUICK_MILLIS = 50;
    private static final long SLOW_MILLIS = 2_000;

    /// After so many looks in a row it counts as holding on to one, and after so many as one that
    /// does so by its nature.
    private static final int BUSY = 2;

    private static final int HOGGED = 20;
    private static final int MOST_MORE = 200;

    private final ScheduledThreadPoolExecutor clock;
    private final Set<GuardedCall> watched = ConcurrentHashMap.newKeySet();
    private final Set<Meter> busyBefore = new HashSet<>();
    private java.util.concurrent.@Nullable ScheduledFuture<?> next;
    private volatile long pause = QUICK_MILLIS;
    private volatile boolean looks;
    private int more;
    private boolean closed;

    Carriers(ScheduledThreadPoolExecutor clock) {
        this.clock = clock;
    }

    /// A call has begun.
    void watch(GuardedCall call) {
        watched.add(call);
        if (!call.isUnderWay()) {
            watched.remove(call);
            return;
        }
        if (!looks || pause > QUICK_MILLIS) {
            lookSoon();
        }
    }

    /// A call has ended.
    void forget(GuardedCall call) {
        watched.remove(call);
    }

    synchronized void close() {
        closed = true;
        watched.clear();
        wanted(0);
    }

    private synchronized void lookSoon() {
        if (next != null && (pause > QUICK_MILLIS || !looks)) {
            next.cancel(false);
        } else if (looks) {
            return;
        }
        pause = QUICK_MILLIS;
        schedule();
    }

    private void schedule() {
        looks = !closed;
        if (looks) {
            try {
                next = clock.schedule(this::look, pause, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                looks = false;
            }
        }
    }

    private synchronized void look() {
        boolean runs = false;
        int carriers = 0;
        Map<Meter, Integer> busy = new HashMap<>();
        Map<Meter, Integer> hogging = new HashMap<>();
        for (GuardedCall call : watched) {
            int ticks = call.tick();
            runs |= ticks > 0;
            Meter meter = call.meter();
            if (ticks >= BUSY && meter != null) {
                busy.merge(meter, 1, Integer::sum);
                carriers += call.isVirtual() ? 1 : 0;
                if (ticks >= HOGGED) {
                    hogging.merge(meter, 1, Integer::sum);
                }
            }
        }
        busyBefore.addAll(busy.keySet());
        busyBefore.forEach(
                meter -> meter.busy(busy.getOrDefault(meter, 0), hogging.getOrDefault(meter, 0)));
        busyBefore.clear();
        busyBefore.addAll(busy.keySet());
        wanted(Math.min(carriers, MOST_MORE));
        if (watched.isEmpty()) {
            looks = false;
            next = null;
            // One that came meanwhile has seen that somebody looks.
            if (watched.isEmpty()) {
                return;
            }
        }
        pause = runs ? QUICK_MILLIS : Math.min(2 * pause, SLOW_MILLIS);
        schedule();
    }

    private void wanted(int threads) {
        if (threads != more) {
            Parallelism.change(threads - more);
            more = threads;
        }
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.core.engine.Message.Observation;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// The times that are going, on the monotonic clock. For the engine's thread only.
final class Timers {
    private final TreeSet<Due> queue = new TreeSet<>();
    private final Map<String, EnumMap<Timer, Due>> byService = new HashMap<>();
    private long count;

    /// @param at when, by the monotonic clock, counted from this object's first moment
    /// @param number keeps those of one moment in order
    private record Due(long at, long number, String service, int run, Timer timer)
            implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /// Sets a timer, in place of one of its kind that is still going.
    void set(Effect.Remind remind, long now) {
        long delay = Math.max(0, remind.delay().toNanos());
        var due = new Due(now + delay, count++, remind.service(), remind.run(), remind.timer());
        Due before =
                byService
                        .computeIfAbsent(remind.service(), _ -> new EnumMap<>(Timer.class))
                        .put(remind.timer(), due);
        if (before != null) {
            queue.remove(before);
        }
        queue.add(due);
    }

    /// How long until the next one, in nanoseconds; negative when it is due; null when there is
    /// none.
    @Nullable Long next(long now) {
        return queue.isEmpty() ? null : queue.first().at() - now;
    }

    /// The next one that is due, taken out; null when none is.
    Input.@Nullable Seen due(long now) {
        if (queue.isEmpty() || queue.first().at() > now) {
            return null;
        }
        Due due = queue.removeFirst();
        var ofService = byService.get(due.service());
        if (ofService != null) {
            ofService.remove(due.timer());
        }
        return new Input.Seen(due.service(), new Observation.TimeUp(due.run(), due.timer()));
    }
}

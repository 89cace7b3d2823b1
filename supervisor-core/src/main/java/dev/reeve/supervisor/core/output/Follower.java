package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One who follows, with a queue of its own. What does not fit is dropped, and one line says so.
final class Follower implements LogStream {
    static final int MOST_LINES = 10_000;
    static final int MOST_LETTERS = 8 << 20;

    private final Predicate<String> services;
    private final LogQuery query;
    private final Consumer<Follower> leave;
    private final LongAdder allDropped;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<LogLine> past = new ArrayDeque<>();
    private final Queue<Told> queue = new ArrayDeque<>();
    private Map<Stream, Long> seen = Map.of();
    private int letters;
    private int dropped;
    private @Nullable LogLine lastDropped;
    private boolean closed;

    /// A line, and where it stands in its stream.
    private record Told(LogLine line, @Nullable Stream from, long place) {}

    /// @param services whose lines it gets
    /// @param leave is called when it is closed
    /// @param allDropped counts what is dropped
    Follower(
            Predicate<String> services,
            LogQuery query,
            Consumer<Follower> leave,
            LongAdder allDropped) {
        this.allDropped = allDropped;
        this.services = services;
        this.query = query;
        this.leave = leave;
    }

    /// What was before comes first.
    ///
    /// @param lines those of the past
    /// @param until for each stream, the place up to which its lines are among them
    void begin(List<LogLine> lines, Map<Stream, Long> until) {
        lock.lock();
        try {
            past.addAll(lines);
            seen = Map.copyOf(until);
            queue.removeIf(told -> !isNew(told));
        } finally {
            lock.unlock();
        }
    }

    void tell(LogLine line, @Nullable Stream from, long place) {
        if (!wants(line)) {
            return;
        }
        var told = new Told(line, from, place);
        lock.lock();
        try {
            if (closed || !isNew(told)) {
                return;
            }
            if (queue.size() >= MOST_LINES || letters + line.text().length() > MOST_LETTERS) {
                dropped++;
                allDropped.increment();
                lastDropped = line;
                return;
            }
            if (queue.isEmpty()) {
                // Nobody waits while there is something: to wake for every line costs more than it.
                changed.signalAll();
            }
            LogLine gap = gap();
            if (gap != null) {
                add(new Told(gap, null, 0));
            }
            add(told);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable LogLine next(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            LogLine before = past.poll();
            if (before != null) {
                return before;
            }
            while (queue.isEmpty() && dropped == 0 && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            Told told = queue.poll();
            if (told == null) {
                return gap();
            }
            letters -= told.line().text().length();
            return told.line();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean closed() {
        lock.lock();
        try {
            return closed && past.isEmpty() && queue.isEmpty() && dropped == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        leave.accept(this);
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean wants(LogLine line) {
        return services.test(line.service())
                && (query.stream() == null || query.stream().equals(line.stream()))
                && query.wanted().test(line.text());
    }

    private boolean isNew(Told told) {
        Stream from = told.from();
        return from == null || told.place() >= seen.getOrDefault(from, 0L);
    }

    private void add(Told told) {
        queue.add(told);
        letters += told.line().text().length();
    }

    /// The line that says how many are missing here, or null.
    private @Nullable LogLine gap() {
        LogLine last = lastDropped;
        if (last == null) {
            return null;
        }
        String lines = dropped == 1 ? "1 line was" : dropped + " lines were";
        lastDropped = null;
        dropped = 0;
        return new LogLine(
                last.service(),
                last.run(),
                last.stream(),
                last.time(),
                "[" + lines + " dropped here: this follower was too slow]");
    }
}

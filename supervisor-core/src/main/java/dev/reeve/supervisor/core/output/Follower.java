package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One who follows, with a queue of its own. What does not fit is dropped, and one line says so.
final class Follower implements LogStream {
    static final int MOST_LINES = 10_000;
    static final int MOST_LETTERS = 8 << 20;

    private final Set<String> names;
    private final @Nullable String stream;
    private final Consumer<Follower> leave;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<LogLine> queue = new ArrayDeque<>();
    private int letters;
    private int dropped;
    private @Nullable LogLine lastDropped;
    private boolean closed;

    /// @param names of services; empty for all
    /// @param stream null for both
    /// @param leave is called when it is closed
    Follower(Set<String> names, @Nullable String stream, Consumer<Follower> leave) {
        this.names = names;
        this.stream = stream;
        this.leave = leave;
    }

    void tell(LogLine line) {
        if (!wants(line)) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (queue.size() >= MOST_LINES || letters + line.text().length() > MOST_LETTERS) {
                dropped++;
                lastDropped = line;
                return;
            }
            LogLine gap = gap();
            if (gap != null) {
                add(gap);
            }
            add(line);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable LogLine next(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && dropped == 0 && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            LogLine line = queue.poll();
            if (line == null) {
                return gap();
            }
            letters -= line.text().length();
            return line;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean closed() {
        lock.lock();
        try {
            return closed && queue.isEmpty() && dropped == 0;
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
        return (names.isEmpty() || names.contains(line.service()))
                && (stream == null || stream.equals(line.stream()));
    }

    private void add(LogLine line) {
        queue.add(line);
        letters += line.text().length();
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

package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.time.TimeSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Two threads: `journal` writes what has been recorded as soon as it can, and where very much
/// happens, at most every 5 ms; `journal sync` makes it survive a loss of power, at most every
/// 50 ms, so that nobody waits for that. Both rest while nothing happens.
final class Writer {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration WITHOUT_PAUSE = STEP.multipliedBy(10);
    private static final Duration GROUP = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ENDING = Duration.ofSeconds(10);

    /// What is to be written, and who is told of it.
    interface Queue {
        /// Waits for events that are not yet written. None means that no more will come.
        ///
        /// @param pause how long it is good to wait for more of them, unless somebody waits
        List<RecordedEvent> next(Duration pause) throws InterruptedException;

        /// These are with the system.
        ///
        /// @return how many were given up before they could be written, since the last time
        int written(List<RecordedEvent> events);

        /// These are not, and it will be tried again.
        void heldUp();
    }

    private final Queue queue;
    private final Archive archive;
    private final TimeSource time;
    private final Duration retry;
    private final Consumer<String> trouble;
    private final Thread writing;
    private final Thread syncing;
    private final Semaphore unsynced = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile boolean busy;
    private volatile long busySince;
    private long due;

    Writer(
            Queue queue,
            Archive archive,
            TimeSource time,
            Duration retry,
            Consumer<String> trouble) {
        this.queue = queue;
        this.archive = archive;
        this.time = time;
        this.retry = retry;
        this.trouble = trouble;
        writing = Thread.ofPlatform().daemon().name("journal").unstarted(this::write);
        syncing = Thread.ofPlatform().daemon().name("journal sync").unstarted(this::sync);
    }

    void start() {
        try {
            archive.resume(trouble);
        } catch (IOException _) {
            // Tried again, and told, when there is something to write.
        }
        writing.start();
        syncing.start();
    }

    /// Whether the disk takes nothing now, or has not answered for two seconds.
    boolean isHeldUp() {
        return failing || (busy && time.nanos() - busySince > PATIENCE.toNanos());
    }

    /// Writes and syncs what is left, once more if that fails, and ends. A disk that does not
    /// answer is given up after 10 s. No more must come.
    void close() {
        closing.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            unsynced.release();
            writing.join(ENDING);
            syncing.join(ENDING);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            due = time.nanos();
            List<RecordedEvent> events = queue.next(Duration.ZERO);
            while (!events.isEmpty() && written(events)) {
                events = queue.next(pause());
            }
            archive.close();
        } catch (IOException failure) {
            tell(failure);
        } catch (InterruptedException _) {
            // Only a test can do that to a thread of ours.
            failing = true;
        }
    }

    /// Each write takes a step; those that were not taken for a while may be taken at once.
    private Duration pause() {
        long now = time.nanos();
        long earliest = now - WITHOUT_PAUSE.toNanos();
        due = (due - earliest > 0 ? due : earliest) + STEP.toNanos();
        if (due - now > STEP.toNanos()) {
            due = now + STEP.toNanos();
        }
        return Duration.ofNanos(due - now);
    }

    /// Whether they are, at last; not when we are told to end.
    private boolean written(List<RecordedEvent> events) throws InterruptedException {
        while (true) {
            boolean lastTry = closing.getCount() == 0;
            busySince = time.nanos();
            busy = true;
            try {
                archive.write(events, trouble);
                busy = false;
                failing = false;
                tellLost(queue.written(events));
                unsynced.release();
                return true;
            } catch (IOException failure) {
                busy = false;
                tell(failure);
                queue.heldUp();
            }
            if (lastTry) {
                return false;
            }
            closing.await(retry.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sync() {
        boolean failed = false;
        try {
            while (closing.getCount() > 0) {
                unsynced.acquire();
                closing.await(GROUP.toMillis(), TimeUnit.MILLISECONDS);
                unsynced.drainPermits();
                try {
                    archive.sync();
                    failed = false;
                } catch (IOException failure) {
                    if (!failed) {
                        trouble.accept("cannot sync the journal: " + failure.getMessage());
                    }
                    failed = true;
                }
            }
        } catch (InterruptedException _) {
            // As above.
        }
    }

    private void tellLost(int events) {
        if (events > 0) {
            trouble.accept("the journal is written again; " + events + " events are not in it");
        }
    }

    private void tell(IOException failure) {
        if (!failing) {
            failing = true;
            trouble.accept(
                    "cannot write the journal: "
                            + failure.getMessage()
                            + "; what happens is kept in memory, and it is tried again");
        }
    }
}

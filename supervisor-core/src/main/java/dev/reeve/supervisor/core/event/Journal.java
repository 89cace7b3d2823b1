package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What has happened, numbered from 1 without holes. Keeps the newest events of each class, in
/// memory only or in a folder, and hands each new one to every follower that wants it; a slow
/// follower holds up nobody.
///
/// In a folder, an event is written at once by a thread of the journal's own, and only then do
/// followers and pages get it: whatever others have seen is still there, with the same number,
/// after this process was killed. After a loss of power the events of the last tenth of a second
/// may be missing, and their numbers are given again. Nobody waits for a disk that takes nothing or
/// has not answered for two seconds: the newest 10,000 events stay in memory until it does.
public final class Journal {
    private static final int BESIDE_A_DISK = 250;
    private static final int AT_ONCE = 1_000;
    private static final long CROWD = 8L * 1024 * 1024;
    private static final int WAITING = 100_000;
    private static final int WAITING_WHILE_HELD_UP = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Kept kept;
    private final Tail tail;
    private final Audience audience;
    private final Room room = new Room();
    private final Disk disk;
    private final @Nullable Archive archive;
    private final @Nullable Writer writer;
    private long last;
    private boolean ended;
    private boolean resting;
    private int waiting;
    private int lost;
    private long lostTo;

    /// One that keeps its events in memory.
    public Journal(Retention retention) {
        kept = new Kept(retention);
        tail = new Tail(kept);
        audience = new Audience(0);
        disk = Disk.system();
        archive = null;
        writer = null;
    }

    private Journal(Kept kept, Archive archive, Disk disk, Function<Writer.Queue, Writer> threads) {
        this.kept = kept;
        this.disk = disk;
        this.archive = archive;
        tail = new Tail(BESIDE_A_DISK);
        last = archive.last();
        audience = new Audience(last);
        writer = threads.apply(new Waiting());
    }

    /// One that keeps its events in a folder, which is made (0700) where it is not there, and goes
    /// on where the one before has ended. Reads all of it; damaged parts are passed over. Blocks.
    ///
    /// @param retention how many events are kept
    /// @param trouble is told once of each thing that goes wrong; by any thread, must not block
    /// @throws IOException where the folder was written by a later version; nothing is changed then
    public static Journal open(
            Path folder, Retention retention, TimeSource time, Consumer<String> trouble)
            throws IOException {
        return open(folder, retention, time, trouble, Disk.system(), Duration.ofSeconds(5));
    }

    /// @param retry how long after a failure it is tried again
    static Journal open(
            Path folder,
            Retention retention,
            TimeSource time,
            Consumer<String> trouble,
            Disk disk,
            Duration retry)
            throws IOException {
        var kept = new Kept(retention);
        var found = ArchiveReader.read(disk, folder, kept, trouble);
        var archive = new Archive(disk, folder, retention, found);
        var journal =
                new Journal(
                        kept,
                        archive,
                        disk,
                        queue -> new Writer(queue, archive, time, retry, trouble));
        if (journal.writer != null) {
            journal.writer.start();
        }
        return journal;
    }

    /// The number of the last event; 0 before the first. Never blocks.
    public synchronized long last() {
        return last;
    }

    /// How many events, of either class, are no longer kept. Never blocks.
    public synchronized long evicted() {
        return last - kept.count();
    }

    /// Whether so much waits to be written that nobody should say more. Never blocks.
    public synchronized boolean isCrowded() {
        return tail.weight() > CROWD;
    }

    /// How many follow at present. Never blocks.
    public int followers() {
        return audience.size();
    }

    /// Records events that are a part of no operation, in this order. Never waits for a disk.
    public void append(List<Event> events, Instant now) {
        record(events.stream().map(event -> new Occurrence(null, event)).toList(), now);
    }

    /// Records events in this order. Never waits for a disk.
    public synchronized void record(List<Occurrence> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        for (Occurrence occurrence : events) {
            last++;
            kept.add(last, occurrence.event().isPassing());
            tail.add(new RecordedEvent(last, now, occurrence.thread(), occurrence.event()));
        }
        if (writer == null || ended) {
            audience.tell(tail.waitingAfter(audience.told()));
            tail.written(last);
            return;
        }
        boolean heldUp = writer.isHeldUp();
        if (heldUp) {
            audience.tell(tail.waitingAfter(audience.told()));
        }
        giveUp(heldUp ? WAITING_WHILE_HELD_UP : WAITING);
        if (resting || tail.waits() == AT_ONCE) {
            notifyAll();
        }
    }

    /// A page of what is kept. May block for a disk.
    public Events page(EventQuery query) {
        Search search = search(query);
        while (search.hasMissed()) {
            search = search(query);
        }
        return search.page();
    }

    private Search search(EventQuery query) {
        View now;
        long end;
        synchronized (this) {
            awaitWritten(last);
            now = view(0);
            end = last;
        }
        var filter = Filter.of(query, now.floors(), end + 1);
        var search = new Search(filter, query.offset(), query.limit());
        search.count(disk, now.older(), now.begin(), this::hasFile);
        search.through(now.newest());
        return search;
    }

    /// What is kept after this number, and then what comes. The stream's reads may block for a
    /// disk.
    public EventStream follow(long after) {
        return follow(after, EventFilter.ALL);
    }

    /// The same, of those only that are wanted.
    public EventStream follow(long after, EventFilter filter) {
        var past = new Backlog(audience, disk, this::hasFile, this::view);
        var follower = new Follower(past, room, Math.clamp(after, 0, last()), filter);
        audience.join(follower);
        return follower;
    }

    /// Nothing more will happen: writes and syncs what is left, then followers get what they have
    /// not yet read, and their end. Blocks for a disk, at most 10 s.
    public void close() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        if (writer != null) {
            writer.close();
        }
        synchronized (this) {
            audience.tell(tail.waitingAfter(audience.told()));
        }
        audience.end();
    }

    private boolean hasFile(Path file) {
        return archive != null && archive.has(file);
    }

    private synchronized View view(long after) {
        List<RecordedEvent> newest = tail.all();
        List<Block> older =
                archive == null || View.begin(newest) <= after + 1 ? List.of() : archive.blocks();
        return new View(newest, older, kept.floors());
    }

    /// @param most how many may go on waiting to be written
    private void giveUp(int most) {
        int given = tail.drop(most);
        if (given > 0) {
            lost += given;
            lostTo = last - most;
        }
    }

    /// Whoever asks must not see what could be forgotten. Called with our monitor, and lets go of
    /// it.
    private void awaitWritten(long number) {
        waiting++;
        notifyAll();
        try {
            while (writer != null && !ended && tail.isWaiting(number) && !writer.isHeldUp()) {
                wait(LONGEST_WAIT.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
    }

    /// What the writer has not yet written.
    private final class Waiting implements Writer.Queue {
        @Override
        public List<RecordedEvent> next(Duration pause) throws InterruptedException {
            synchronized (Journal.this) {
                while (!tail.isWaiting() && !ended) {
                    resting = true;
                    Journal.this.wait();
                }
                resting = false;
                if (pause.isPositive() && !isUrgent()) {
                    Journal.this.wait(Math.max(1, pause.toMillis()));
                }
                return tail.waiting(AT_ONCE);
            }
        }

        @Override
        public int written(List<RecordedEvent> events) {
            // Not under our monitor: whoever records events must not wait for that.
            audience.tell(events);
            synchronized (Journal.this) {
                tail.written(events.getLast().seq());
                Journal.this.notifyAll();
                long after = events.stream().filter(event -> event.seq() <= lostTo).count();
                int before = Math.toIntExact(lost - Math.min(lost, after));
                lost = 0;
                return before;
            }
        }

        @Override
        public void heldUp() {
            synchronized (Journal.this) {
                audience.tell(tail.waitingAfter(audience.told()));
                Journal.this.notifyAll();
            }
        }

        /// Whether there are many, or somebody waits for them.
        private boolean isUrgent() {
            return ended || waiting > 0 || tail.waits() >= AT_ONCE;
        }
    }
}

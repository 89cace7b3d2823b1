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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What has happened, numbered from 1 without holes. Keeps the newest events, in memory only or in
/// a folder, and hands each new one to every follower; a slow follower holds up nobody.
///
/// In a folder, an event is written at once by a thread of the journal's own, and only then do
/// followers and pages get it: whatever others have seen is still there, with the same number,
/// after this process was killed. After a loss of power the events of the last tenth of a second
/// may be missing, and their numbers are given again. Nobody waits for a disk that takes nothing or
/// has not answered for two seconds: the newest 10,000 events stay in memory until it does.
public final class Journal {
    private static final int BESIDE_A_DISK = 250;
    private static final int AT_ONCE = 250;
    private static final int FOR_A_FOLLOWER = 500;
    private static final int WAITING = 100_000;
    private static final int WAITING_WHILE_HELD_UP = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final int limit;
    private final Tail tail;
    private final Disk disk;
    private final @Nullable Archive archive;
    private final @Nullable Writer writer;
    private final List<Follower> followers = new ArrayList<>();
    private long last;
    private long told;
    private boolean ended;
    private int lost;
    private long lostTo;

    /// One that keeps its events in memory.
    ///
    /// @param limit how many events are kept, from 1
    public Journal(int limit) {
        this.limit = limit;
        tail = new Tail(limit);
        disk = Disk.system();
        archive = null;
        writer = null;
    }

    private Journal(int limit, Archive archive, Disk disk, Function<Writer.Queue, Writer> threads) {
        this.limit = limit;
        this.disk = disk;
        this.archive = archive;
        tail = new Tail(Math.min(limit, BESIDE_A_DISK));
        last = archive.last();
        told = last;
        writer = threads.apply(new Waiting());
    }

    /// One that keeps its events in a folder, which is made (0700) where it is not there, and goes
    /// on where the one before has ended. Reads all of it; damaged parts are passed over. Blocks.
    ///
    /// @param limit how many events are kept, from 1
    /// @param trouble is told once of each thing that goes wrong; by any thread, must not block
    /// @throws IOException where the folder was written by a later version; nothing is changed then
    public static Journal open(Path folder, int limit, TimeSource time, Consumer<String> trouble)
            throws IOException {
        return open(folder, limit, time, trouble, Disk.system(), Duration.ofSeconds(5));
    }

    /// @param retry how long after a failure it is tried again
    static Journal open(
            Path folder,
            int limit,
            TimeSource time,
            Consumer<String> trouble,
            Disk disk,
            Duration retry)
            throws IOException {
        var archive = new Archive(disk, folder, limit, ArchiveReader.read(disk, folder, trouble));
        var journal =
                new Journal(
                        limit,
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

    /// How many events are no longer kept. Never blocks.
    public synchronized long evicted() {
        return firstKept() - 1;
    }

    /// How many follow at present. Never blocks.
    public synchronized int followers() {
        return followers.size();
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
            tail.add(new RecordedEvent(last, now, occurrence.thread(), occurrence.event()));
        }
        if (writer == null || ended) {
            tell(tail.waitingAfter(told));
            tail.written(last);
        } else {
            boolean heldUp = writer.isHeldUp();
            if (heldUp) {
                tell(tail.waitingAfter(told));
            }
            giveUp(heldUp ? WAITING_WHILE_HELD_UP : WAITING);
            notifyAll();
        }
    }

    /// A page of what is kept. May block for a disk.
    public Events page(EventQuery query) {
        List<RecordedEvent> newest;
        List<Block> older;
        Filter filter;
        synchronized (this) {
            awaitWritten(last);
            newest = tail.all();
            older = archive == null ? List.of() : archive.blocks();
            filter = Filter.of(query, firstKept() - 1, last + 1);
        }
        var search = new Search(filter, query.offset(), query.limit());
        search.count(disk, older, first(newest));
        search.through(newest);
        return search.page();
    }

    /// What is kept after this number, and then what comes. The stream's reads may block for a
    /// disk.
    public EventStream follow(long after) {
        return follow(after, EventFilter.ALL);
    }

    /// The same, of those only that are wanted.
    public synchronized EventStream follow(long after, EventFilter filter) {
        var follower = new Follower(new Past(), Math.clamp(after, 0, last), filter);
        if (ended) {
            follower.end();
        } else {
            followers.add(follower);
        }
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
        List<Follower> all;
        synchronized (this) {
            tell(tail.waitingAfter(told));
            all = List.copyOf(followers);
            followers.clear();
        }
        all.forEach(Follower::end);
    }

    private long firstKept() {
        long newest = Math.max(1, last - limit + 1);
        return archive == null ? newest : Math.max(newest, archive.first());
    }

    private long first(List<RecordedEvent> events) {
        return events.isEmpty() ? Long.MAX_VALUE : events.getFirst().seq();
    }

    private static Instant timeOf(List<RecordedEvent> events) {
        return events.isEmpty() ? Instant.EPOCH : events.getLast().time();
    }

    /// @param most how many may go on waiting to be written
    private void giveUp(int most) {
        int given = tail.drop(most);
        if (given > 0) {
            lost += given;
            lostTo = last - most;
        }
    }

    private void tell(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            if (event.seq() > told) {
                told = event.seq();
                followers.forEach(follower -> follower.offer(event));
            }
        }
    }

    /// Whoever asks must not see what could be forgotten. Called with our monitor, and lets go of
    /// it.
    private void awaitWritten(long number) {
        try {
            while (writer != null && !ended && tail.isWaiting(number) && !writer.isHeldUp()) {
                wait(LONGEST_WAIT.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the followers have not yet read.
    private final class Past implements Follower.Past {
        @Override
        public List<RecordedEvent> after(Follower follower, long number) {
            List<RecordedEvent> newest;
            List<Block> older;
            Filter filter;
            synchronized (Journal.this) {
                if (number >= told) {
                    follower.arrive();
                    return List.of();
                }
                newest = tail.all();
                older =
                        archive == null || first(newest) <= number + 1
                                ? List.of()
                                : archive.blocks();
                filter = Filter.between(Math.max(number, firstKept() - 1), told + 1);
            }
            var search = new Search(filter, 0, FOR_A_FOLLOWER);
            search.find(disk, older, first(newest));
            search.through(newest);
            if (search.found().isEmpty()) {
                follower.pass(filter.before() - 1, timeOf(newest));
            }
            return search.found();
        }

        @Override
        public void leave(Follower follower) {
            synchronized (Journal.this) {
                followers.remove(follower);
            }
        }
    }

    /// What the writer has not yet written.
    private final class Waiting implements Writer.Queue {
        @Override
        public List<RecordedEvent> next() throws InterruptedException {
            synchronized (Journal.this) {
                while (!tail.isWaiting() && !ended) {
                    Journal.this.wait();
                }
                return tail.waiting(AT_ONCE);
            }
        }

        @Override
        public int written(List<RecordedEvent> events) {
            synchronized (Journal.this) {
                tail.written(events.getLast().seq());
                tell(events);
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
                tell(tail.waitingAfter(told));
                Journal.this.notifyAll();
            }
        }
    }
}

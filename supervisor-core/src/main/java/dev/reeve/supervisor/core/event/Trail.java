package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.RecordReader;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Goes on from a number upward for a follower, in files first and then among those in memory, and
/// finds what he wants. Numbers that are missing without having been let go, because a file is
/// damaged, become gaps.
final class Trail {
    private static final int MOST_EVENTS = 500;
    private static final int MOST_BLOCKS = 16;
    private static final long MOST_WEIGHT = 256L * 1024;

    private final Filter filter;
    private final EventFilter wanted;
    private final long explained;
    private final List<RecordedEvent> found = new ArrayList<>();
    private long reached;
    private Instant at = Instant.EPOCH;
    private int read;
    private long weight;
    private boolean ended;

    /// @param filter between which numbers, of which types
    Trail(Filter filter, EventFilter wanted) {
        this.filter = filter;
        this.wanted = wanted;
        explained = filter.floors().highest(Kinds.ALL);
        reached = filter.after();
    }

    /// Goes through what lies in files. May block.
    ///
    /// @param before what lies in memory begins with this number
    /// @param isThere whether a file is still one of the journal
    void through(Disk disk, List<Block> blocks, long before, Predicate<Path> isThere) {
        for (Block block : blocks) {
            if (block.last() > reached && block.first() < before && !ended) {
                through(disk, block, before, isThere);
            }
        }
    }

    /// Goes through what lies in memory, to the end.
    void through(List<RecordedEvent> events) {
        Instant at = Instant.EPOCH;
        for (RecordedEvent event : events) {
            at = event.time();
            if (event.seq() < filter.before() && meets(event.seq(), at) && filter.wants(event)) {
                add(event);
            }
        }
        passTo(filter.before() - 1, at);
    }

    /// What was found, and up to where.
    Follower.Stretch stretch() {
        long evicted = Math.min(filter.floors().highest(filter.kinds()), filter.before() - 1);
        return new Follower.Stretch(found, reached, evicted, at);
    }

    private void through(Disk disk, Block block, long before, Predicate<Path> isThere) {
        long last = Math.min(block.last(), before - 1);
        if (block.isOutside(filter) && (block.isWhole() || block.last() <= explained)) {
            if (block.first() <= reached || meets(block.first(), block.earliest())) {
                reached = last;
            }
            return;
        }
        ended = read == MOST_BLOCKS;
        if (ended) {
            return;
        }
        read++;
        try {
            read(disk, block, before);
        } catch (NoSuchFileException _) {
            // What was in it may be elsewhere by now.
            ended = isThere.negate().test(block.file());
        } catch (IOException _) {
            // There is nothing to be had from it.
        }
        passTo(last, block.latest());
    }

    private void read(Disk disk, Block block, long before) throws IOException {
        RecordReader.part(
                disk,
                block.file(),
                block.from(),
                block.to(),
                (_, number, buffer, from, length) -> {
                    if (number < before
                            && meets(number, EventBody.time(buffer, from))
                            && filter.wants(number, buffer, from)) {
                        add(EventBody.recorded(number, buffer, from, length));
                    }
                });
    }

    /// There is one of this number, and none between. Whether it is to be looked at.
    private boolean meets(long number, Instant time) {
        ended |= found.size() >= MOST_EVENTS || weight >= MOST_WEIGHT;
        if (ended || number <= reached) {
            return false;
        }
        passTo(number - 1, time);
        reached = number;
        return true;
    }

    /// There are no more up to this number.
    private void passTo(long number, Instant time) {
        if (ended || number <= reached) {
            return;
        }
        long missing = Math.max(reached, explained) + 1;
        if (missing <= number) {
            found.add(new RecordedEvent(number, time, new Event.Gap(missing, number)));
        }
        reached = number;
        at = time;
    }

    private void add(RecordedEvent event) {
        if (wanted.wants(event)) {
            found.add(event);
            weight += Room.weight(event);
        }
    }
}

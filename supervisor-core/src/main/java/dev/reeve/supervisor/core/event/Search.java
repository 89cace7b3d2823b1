package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.RecordReader;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Looks for a page of events, in files first and then among those in memory, by number upward.
final class Search {
    private final Filter filter;
    private final int limit;
    private final List<RecordedEvent> found = new ArrayList<>();
    private int toSkip;
    private long total;
    private boolean missed;

    Search(Filter filter, int offset, int limit) {
        this.filter = filter;
        this.toSkip = offset;
        this.limit = limit;
    }

    /// Looks through what lies in files, and counts all that is wanted. May block.
    ///
    /// @param before what lies in memory begins with this number
    /// @param isThere whether a file is still one of the journal
    void count(Disk disk, List<Block> blocks, long before, Predicate<Path> isThere) {
        Filter older = filter.before(before);
        for (Block block : blocks) {
            if (!block.isOutside(older) && !isCounted(block, older)) {
                read(disk, block, older, isThere);
            }
        }
    }

    void through(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            if (filter.wants(event) && isOnPage()) {
                found.add(event);
            }
        }
    }

    /// Whether a file was gone that still had to be looked through: what was in it may be elsewhere
    /// by now.
    boolean hasMissed() {
        return missed;
    }

    Events page() {
        return new Events(List.copyOf(found), Math.toIntExact(total));
    }

    /// Counts one that is wanted.
    private boolean isOnPage() {
        total++;
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        return found.size() < limit;
    }

    /// Whether it was enough to count: none of the block's events are on the page.
    private boolean isCounted(Block block, Filter older) {
        int wanted = block.wanted(older);
        if (wanted < 0 || (wanted > toSkip && found.size() < limit)) {
            return false;
        }
        total += wanted;
        toSkip -= Math.min(toSkip, wanted);
        return true;
    }

    /// One that cannot be read has nothing to be found.
    private void read(Disk disk, Block block, Filter older, Predicate<Path> isThere) {
        try {
            RecordReader.part(
                    disk,
                    block.file(),
                    block.from(),
                    block.to(),
                    (_, number, buffer, from, length) -> {
                        if (older.wants(number, buffer, from) && isOnPage()) {
                            found.add(EventBody.recorded(number, buffer, from, length));
                        }
                    });
        } catch (NoSuchFileException _) {
            missed |= isThere.negate().test(block.file());
        } catch (IOException _) {
            // There is nothing to be had from it.
        }
    }
}

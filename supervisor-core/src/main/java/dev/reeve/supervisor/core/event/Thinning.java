package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.core.record.Damage;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.RecordFile;
import dev.reeve.supervisor.core.record.RecordReader;
import dev.reeve.supervisor.core.record.Records;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Takes the events that are not passing out of a file whose passing ones are no longer kept, and
/// appends them to the file before it where that holds such alone, or to a new one. They are synced
/// before this returns, so that the old file can be deleted then. What a crash in between leaves
/// twice has the same numbers, and is passed over when it is read.
///
/// One thread at a time.
final class Thinning implements AutoCloseable {
    private final Disk disk;
    private final Path folder;
    private final long segmentSize;
    private @Nullable Segment target;
    private @Nullable RecordFile file;
    private boolean named;

    /// One event in a file.
    private record Entry(long number, Instant time, byte kind, String service, long at, long end) {
        void addTo(Segment segment, long from) {
            segment.add(number, time, kind, service, from + at, from + end);
        }
    }

    /// What was taken out of a file.
    private record Taken(Records records, List<Entry> entries) {}

    /// What has been appended, and is not yet known to be there.
    static final class Thinned {
        private final Segment segment;
        private final List<Entry> entries;
        private final long from;

        private Thinned(Segment segment, List<Entry> entries, long from) {
            this.segment = segment;
            this.entries = entries;
            this.from = from;
        }

        Segment segment() {
            return segment;
        }

        /// Makes it known, under the monitor of those who look for it.
        void index() {
            entries.forEach(entry -> entry.addTo(segment, from));
        }
    }

    Thinning(Disk disk, Path folder, long segmentSize) {
        this.disk = disk;
        this.folder = folder;
        this.segmentSize = segmentSize;
    }

    /// @param before the file before it, or null where it is the oldest
    /// @return null where nothing can be taken out of it, or no name is free for a new file: then
    ///     it stays as it is
    /// @throws IOException nothing counts as done
    @Nullable Thinned thin(@Nullable Segment before, Segment old, Consumer<String> trouble)
            throws IOException {
        Taken taken = take(old);
        if (taken.entries().isEmpty()) {
            return null;
        }
        RecordFile open = opened(before, trouble);
        if (open == null) {
            open = begin(before, old, trouble);
        }
        Segment into = target;
        if (open == null || into == null) {
            return null;
        }
        try {
            long from = open.append(taken.records());
            open.sync();
            if (named) {
                disk.syncFolder(folder);
                named = false;
            }
            return new Thinned(into, taken.entries(), from);
        } catch (IOException failure) {
            forget(failure);
            throw failure;
        }
    }

    /// This file is to be deleted.
    void leave(Segment segment) throws IOException {
        if (segment == target) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        RecordFile open = file;
        file = null;
        target = null;
        if (open != null) {
            open.close();
        }
    }

    private Taken take(Segment old) throws IOException {
        var blocks = new ArrayList<Block>();
        old.addBlocks(blocks);
        var taken = new Taken(new Records(), new ArrayList<>());
        for (Block block : blocks) {
            if (block.holdsLasting()) {
                RecordReader.part(
                        disk,
                        block.file(),
                        block.from(),
                        block.to(),
                        (_, number, buffer, from, length) ->
                                take(taken, number, buffer, from, length));
            }
        }
        return taken;
    }

    private static void take(Taken taken, long number, byte[] buffer, int from, int length) {
        byte kind = EventBody.kind(buffer, from);
        if (!Kinds.isPassing(kind)) {
            int at = taken.records().add(number, buffer, from, length);
            taken.entries()
                    .add(
                            new Entry(
                                    number,
                                    EventBody.time(buffer, from),
                                    kind,
                                    EventBody.service(buffer, from),
                                    at,
                                    taken.records().length()));
        }
    }

    /// The file before, if more can be written to it.
    private @Nullable RecordFile opened(@Nullable Segment before, Consumer<String> trouble)
            throws IOException {
        if (before == null || before.passing() > 0 || before.isUnreadable()) {
            return null;
        }
        if (before != target) {
            close();
            var read = RecordReader.read(disk, before.path(), 0, (_, _, _, _, _) -> {});
            file = RecordFile.resume(disk, before.path(), read, trouble);
            target = before;
        }
        RecordFile open = file;
        return open != null && open.size() < segmentSize ? open : null;
    }

    /// A new file is called by the number before that of the old one: so it is read before it, and
    /// none of its events has a lower number.
    private @Nullable RecordFile begin(
            @Nullable Segment before, Segment old, Consumer<String> trouble) throws IOException {
        close();
        long first = Segment.first(old.path().getFileName().toString()) - 1;
        Path path = Segment.path(folder, Math.max(0, first));
        if (first < 0 || (before != null && before.path().equals(path))) {
            return null;
        }
        Damage.moveForeignAside(disk, path, trouble);
        RecordFile begun = RecordFile.create(disk, path);
        named = true;
        file = begun;
        target = new Segment(path, begun.size());
        return begun;
    }

    private void forget(IOException failure) {
        try {
            close();
        } catch (IOException also) {
            failure.addSuppressed(also);
        }
    }
}

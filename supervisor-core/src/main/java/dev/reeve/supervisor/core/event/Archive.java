package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.Damage;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.RecordFile;
import dev.reeve.supervisor.core.record.RecordReader;
import dev.reeve.supervisor.core.record.Records;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The files of the journal. One thread writes; what they hold is known to all.
///
/// A file that has grown to its size is followed by a new one; the oldest is deleted when the newer
/// ones hold as many events as are kept.
final class Archive {
    private static final long SMALLEST = 1024 * 1024;

    /// A file that has grown to so many bytes is always followed by a new one.
    static final long LARGEST = 16 * SMALLEST;

    private final Disk disk;
    private final Path folder;
    private final int limit;
    private final long segmentSize;
    private final ArrayDeque<Segment> segments;
    private final long last;
    private RecordReader.@Nullable Reading unfinished;
    private volatile @Nullable RecordFile file;
    private volatile boolean named;

    Archive(Disk disk, Path folder, int limit, ArchiveReader.Found found) {
        this.disk = disk;
        this.folder = folder;
        this.limit = limit;
        segmentSize = Math.clamp(limit * 16L, SMALLEST, LARGEST);
        segments = found.segments();
        last = found.last();
        unfinished = found.unfinished();
    }

    /// The number of the last event when it was opened; 0 where there was none.
    long last() {
        return last;
    }

    /// The number of the first event that is there; one more than the last where there is none.
    synchronized long first() {
        for (Segment segment : segments) {
            if (segment.first() > 0) {
                return segment.first();
            }
        }
        return last + 1;
    }

    /// All that is there, by number.
    synchronized List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        segments.forEach(segment -> segment.addBlocks(blocks));
        return blocks;
    }

    /// Goes on in the last file. What is damaged at its end is cut off.
    void resume(Consumer<String> trouble) throws IOException {
        RecordReader.Reading read = unfinished;
        if (read != null) {
            file = RecordFile.resume(disk, segments.getLast().path(), read, trouble);
            unfinished = null;
        }
    }

    /// Hands events to the system: they survive the end of this process, but not yet a loss of
    /// power.
    ///
    /// @throws IOException none of them is written
    void write(List<RecordedEvent> events, Consumer<String> trouble) throws IOException {
        resume(trouble);
        RecordFile current = file;
        if (current == null || current.size() >= segmentSize) {
            current = begin(events.getFirst().seq(), trouble);
        }
        var records = new Records();
        int[] begins = new int[events.size() + 1];
        for (int each = 0; each < events.size(); each++) {
            begins[each] = EventBody.add(records, events.get(each));
        }
        begins[events.size()] = records.length();
        long at = current.append(records);
        synchronized (this) {
            for (int each = 0; each < events.size(); each++) {
                index(events.get(each), at + begins[each], at + begins[each + 1]);
            }
        }
    }

    /// Returns when what was written would survive a loss of power. Any thread.
    void sync() throws IOException {
        RecordFile current = file;
        try {
            if (named) {
                named = false;
                disk.syncFolder(folder);
            }
            if (current != null) {
                current.sync();
            }
        } catch (IOException failure) {
            // One that was finished in the meantime has been synced then.
            if (current == file) {
                named = true;
                throw failure;
            }
        }
    }

    void close() throws IOException {
        RecordFile current = file;
        file = null;
        if (current != null) {
            try (current) {
                current.sync();
            }
            if (named) {
                disk.syncFolder(folder);
            }
        }
    }

    private void index(RecordedEvent event, long at, long end) {
        var service = event.event().service();
        segments.getLast()
                .add(
                        event.seq(),
                        event.time(),
                        EventJson.kind(event.event()),
                        service == null ? "" : service.name(),
                        at,
                        end);
    }

    private RecordFile begin(long first, Consumer<String> trouble) throws IOException {
        close();
        makeFolder(trouble);
        Path path = Segment.path(folder, first);
        Damage.moveForeignAside(disk, path, trouble);
        RecordFile begun = RecordFile.create(disk, path);
        named = true;
        file = begun;
        synchronized (this) {
            segments.addLast(new Segment(path, begun.size()));
        }
        dropOldest();
        return begun;
    }

    private void makeFolder(Consumer<String> trouble) throws IOException {
        try {
            disk.makeFolder(folder);
        } catch (FileAlreadyExistsException _) {
            Path now = Damage.moveAside(disk, folder);
            trouble.accept("`" + folder + "` is not a folder; it is now `" + now + "`");
            disk.makeFolder(folder);
        }
    }

    private void dropOldest() throws IOException {
        long events = 0;
        List<Segment> old = new ArrayList<>();
        synchronized (this) {
            for (Segment segment : List.copyOf(segments).reversed()) {
                if (events >= limit) {
                    old.add(segment);
                    segments.remove(segment);
                }
                events += segment.events();
            }
        }
        for (Segment segment : old) {
            disk.delete(segment.path());
            disk.delete(Damage.beside(segment.path()));
        }
    }
}

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
/// A file that has grown to its size is followed by a new one. Then one is deleted when the newer
/// ones hold as many events of each class as are kept; where that is so only of the passing ones,
/// it is thinned: its others go to a file of such.
final class Archive {
    private static final long SMALLEST = 1024 * 1024;

    /// A file that has grown to so many bytes is always followed by a new one.
    static final long LARGEST = 16 * SMALLEST;

    private final Disk disk;
    private final Path folder;
    private final Retention retention;
    private final Thinning thinning;
    private final long segmentSize;
    private final List<Segment> segments;
    private final ArrayDeque<Path> unwanted = new ArrayDeque<>();
    private final long last;
    private RecordReader.@Nullable Reading unfinished;
    private volatile @Nullable RecordFile file;
    private volatile boolean named;
    private boolean untidy;

    Archive(Disk disk, Path folder, Retention retention, ArchiveReader.Found found) {
        this.disk = disk;
        this.folder = folder;
        this.retention = retention;
        long events = (long) retention.lasting() + retention.passing();
        segmentSize = Math.clamp(events * 16, SMALLEST, LARGEST);
        thinning = new Thinning(disk, folder, segmentSize);
        segments = found.segments();
        last = found.last();
        unfinished = found.unfinished();
    }

    /// The number of the last event when it was opened; 0 where there was none.
    long last() {
        return last;
    }

    /// All that is there, by number.
    synchronized List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        segments.forEach(segment -> segment.addBlocks(blocks));
        return blocks;
    }

    /// Whether this is one of the files at present.
    synchronized boolean has(Path path) {
        return segments.stream().anyMatch(segment -> segment.path().equals(path));
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
        try (thinning) {
            finish();
        }
    }

    private void finish() throws IOException {
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
        finish();
        makeFolder(trouble);
        // Before a new one is made: a full disk may have room for it then.
        tidy(trouble);
        Path path = Segment.path(folder, first);
        Damage.moveForeignAside(disk, path, trouble);
        RecordFile begun = RecordFile.create(disk, path);
        named = true;
        file = begun;
        synchronized (this) {
            segments.add(new Segment(path, begun.size()));
        }
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

    /// Deletes and thins what can be. What fails is tried again with the next file.
    private void tidy(Consumer<String> trouble) {
        try {
            for (Segment old : deletable()) {
                delete(old);
            }
            deleteUnwanted();
            for (Segment old : thinnable()) {
                thin(old, trouble);
            }
            untidy = false;
        } catch (IOException failure) {
            if (!untidy) {
                trouble.accept("cannot shorten the journal: " + failure.getMessage());
            }
            untidy = true;
        }
    }

    /// Of one that cannot be read nobody knows how many passing events it holds.
    private synchronized List<Segment> deletable() {
        var old = new ArrayList<Segment>();
        var newer = new Newer();
        for (Segment segment : List.copyOf(segments).reversed()) {
            boolean noLasting = segment.lasting() == 0 && !segment.isUnreadable();
            boolean noPassing = segment.passing() == 0 || segment.isUnreadable();
            if ((noLasting || newer.lasting >= retention.lasting())
                    && (noPassing || newer.passing >= retention.passing())) {
                old.add(segment);
            }
            newer.add(segment);
        }
        return old.reversed();
    }

    private synchronized List<Segment> thinnable() {
        var old = new ArrayList<Segment>();
        var newer = new Newer();
        for (Segment segment : List.copyOf(segments).reversed()) {
            if (segment.passing() > 0
                    && newer.passing >= retention.passing()
                    && !segment.isUnreadable()) {
                old.add(segment);
            }
            newer.add(segment);
        }
        return old.reversed();
    }

    /// How many events are in files that are newer.
    private static final class Newer {
        private long lasting;
        private long passing;

        void add(Segment segment) {
            lasting += segment.lasting();
            passing += segment.passing();
        }
    }

    /// Whoever has looked for its blocks finds it gone and looks again, and then not for these.
    private void delete(Segment old) throws IOException {
        thinning.leave(old);
        synchronized (this) {
            segments.remove(old);
        }
        unwanted.add(old.path());
    }

    private void thin(Segment old, Consumer<String> trouble) throws IOException {
        Thinning.Thinned thinned = thinning.thin(before(old), old, trouble);
        if (thinned == null) {
            return;
        }
        synchronized (this) {
            thinned.index();
            int at = segments.indexOf(old);
            segments.remove(at);
            if (!segments.contains(thinned.segment())) {
                segments.add(at, thinned.segment());
            }
        }
        unwanted.add(old.path());
        deleteUnwanted();
    }

    private synchronized @Nullable Segment before(Segment segment) {
        int at = segments.indexOf(segment);
        return at == 0 ? null : segments.get(at - 1);
    }

    private void deleteUnwanted() throws IOException {
        while (!unwanted.isEmpty()) {
            Path path = unwanted.getFirst();
            disk.delete(path);
            disk.delete(Damage.beside(path));
            unwanted.removeFirst();
        }
    }
}

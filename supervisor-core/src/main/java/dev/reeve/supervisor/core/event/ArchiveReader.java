package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.core.record.Damage;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.NewerFormatException;
import dev.reeve.supervisor.core.record.RecordReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Finds what a journal holds when it is opened, past whatever is damaged.
final class ArchiveReader {
    /// @param segments by number
    /// @param last the highest number that was given to an event
    /// @param unfinished of the last segment, which is to be written on; null for a new one
    record Found(List<Segment> segments, long last, RecordReader.@Nullable Reading unfinished) {}

    /// No event takes fewer bytes.
    private static final int SHORTEST = 40;

    private final Disk disk;
    private final Path folder;
    private final Kept kept;
    private final Consumer<String> trouble;
    private final Map<String, String> names = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private long last;

    private ArchiveReader(Disk disk, Path folder, Kept kept, Consumer<String> trouble) {
        this.disk = disk;
        this.folder = folder;
        this.kept = kept;
        this.trouble = trouble;
    }

    /// @param kept is told of each event that is there
    /// @throws NewerFormatException nothing was changed
    static Found read(Disk disk, Path folder, Kept kept, Consumer<String> trouble)
            throws NewerFormatException {
        return new ArchiveReader(disk, folder, kept, trouble).all();
    }

    private Found all() throws NewerFormatException {
        RecordReader.Reading unfinished = null;
        List<String> files = files();
        for (String name : files) {
            unfinished = segment(name);
            if (unfinished != null && !name.equals(files.getLast())) {
                tell(folder.resolve(name), unfinished, true);
            }
        }
        if (unfinished != null) {
            tell(folder.resolve(files.getLast()), unfinished, false);
        }
        return new Found(segments, last, unfinished);
    }

    private List<String> files() {
        try {
            return disk.names(folder).stream().filter(Segment::isName).toList();
        } catch (IOException failure) {
            trouble.accept("cannot read `" + folder + "`: " + failure.getMessage());
            return List.of();
        }
    }

    private RecordReader.@Nullable Reading segment(String name) throws NewerFormatException {
        Path path = folder.resolve(name);
        last = Math.max(last, Segment.first(name) - 1);
        var filled = new Filling(new Segment(path, 0));
        try {
            Damage.moveForeignAside(disk, path, trouble);
            var read = RecordReader.read(disk, path, last, filled);
            segments.add(filled.segment);
            return read;
        } catch (NewerFormatException newer) {
            throw newer;
        } catch (IOException failure) {
            trouble.accept("cannot read `" + path + "`: " + failure.getMessage());
            filled.segment.cannotBeRead();
            segments.add(filled.segment);
            last = Math.max(last, Segment.first(name) + mostEvents(path));
            return null;
        }
    }

    /// How many events a file can hold that cannot be read: none of their numbers must be given
    /// again.
    private long mostEvents(Path path) {
        try (Disk.OpenFile file = disk.read(path)) {
            return file.size() / SHORTEST;
        } catch (IOException _) {
            return Archive.LARGEST / SHORTEST;
        }
    }

    /// @param whole whether also its end is told of; that of the last is told when it is cut off
    private void tell(Path path, RecordReader.Reading read, boolean whole) {
        long damaged = read.skipped() + (whole ? read.size() - read.end() : 0);
        if (damaged > 0 || (read.headless() && read.end() > 0)) {
            trouble.accept(
                    "`" + path + "` is damaged: " + damaged + " bytes of it are passed over");
        }
    }

    private final class Filling implements RecordReader.Taker {
        private final Segment segment;

        Filling(Segment segment) {
            this.segment = segment;
        }

        @Override
        public void take(long at, long number, byte[] buffer, int from, int length) {
            String service = EventBody.service(buffer, from);
            byte kind = EventBody.kind(buffer, from);
            last = number;
            kept.add(number, Kinds.isPassing(kind));
            segment.add(
                    number,
                    EventBody.time(buffer, from),
                    kind,
                    names.computeIfAbsent(service, name -> name),
                    at,
                    at + RecordReader.HEADER + length);
        }
    }
}

package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// Finds the last lines of a log, from its end on, through its older files as far as needed.
///
/// @param reader makes lines of what stands in the files
/// @param query which lines
record History(LineReader reader, LogQuery query) {
    private static final int BLOCK = 64 * 1024;

    /// So many lines are looked at together, at least.
    private static final int STRIDE = 256;

    /// What was found so far, newest part first.
    private static final class Found {
        private final int most;
        private final Deque<List<LogLine>> parts = new ArrayDeque<>();
        private int count;
        private boolean enough;

        Found(int most) {
            this.most = most;
        }

        boolean enough() {
            return enough || count >= most;
        }

        void add(List<LogLine> part) {
            List<LogLine> last =
                    part.subList(Math.max(0, part.size() - (most - count)), part.size());
            parts.addFirst(last);
            count += last.size();
        }

        List<LogLine> all() {
            List<LogLine> all = new ArrayList<>(count);
            parts.forEach(all::addAll);
            return all;
        }
    }

    /// The last lines, oldest first; fewer where a file cannot be read.
    ///
    /// @param whole whether to leave out a last line that has not yet ended
    List<LogLine> last(LogLook look, boolean whole) {
        var found = new Found(query.lines());
        try {
            FileChannel channel = look.channel();
            if (channel != null) {
                last(channel, whole ? look.wholeEnd() : look.end(), look.marks(), found);
            }
            for (Archive.Old old : look.older().reversed()) {
                if (found.enough()) {
                    break;
                }
                older(old, found);
            }
        } catch (IOException unreadable) {
            // What was found until now is what can be had.
        }
        return found.all();
    }

    private void last(FileChannel channel, long end, MarkTable marks, Found found)
            throws IOException {
        long to = end;
        while (to > 0 && !found.enough()) {
            int lines = Math.max(STRIDE, query.lines() - found.count);
            long from = Tail.start(channel, to, lines);
            var part = new ArrayList<LogLine>();
            var cut = new Lines((text, place) -> take(text, place, marks, part, found), from);
            var block = ByteBuffer.allocate(BLOCK);
            for (long at = from; at < to; ) {
                block.clear().limit((int) Math.min(BLOCK, to - at));
                int read = channel.read(block, at);
                if (read <= 0) {
                    break;
                }
                at += read;
                cut.take(block.flip());
            }
            cut.flush();
            found.add(part);
            to = from;
        }
    }

    private void older(Archive.Old old, Found found) throws IOException {
        try (MarkTable marks = MarkTable.open(old.marks())) {
            if (old.compressed()) {
                compressed(old.file(), marks, found);
                return;
            }
            try (FileChannel channel =
                    FileChannel.open(
                            old.file(),
                            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                last(channel, channel.size(), marks, found);
            } catch (NoSuchFileException compressedMeanwhile) {
                Path now = old.file().resolveSibling(old.file().getFileName() + Archive.COMPRESSED);
                compressed(now, marks, found);
            }
        }
    }

    /// What is compressed can only be read from its beginning.
    private void compressed(Path file, MarkTable marks, Found found) throws IOException {
        var part = new ArrayDeque<LogLine>();
        var lines =
                new Lines(
                        (text, place) -> {
                            take(text, place, marks, part, found);
                            if (part.size() > query.lines()) {
                                part.removeFirst();
                            }
                        },
                        0);
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BLOCK)) {
            var block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                lines.take(ByteBuffer.wrap(block, 0, read));
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
        lines.flush();
        found.add(List.copyOf(part));
    }

    private void take(
            String text, long place, MarkTable marks, Collection<LogLine> part, Found found) {
        LogLine line = reader.line(text, marks.at(place));
        if (isOlder(line)) {
            // All that stand before it are older, too.
            found.enough = true;
        } else if (query.wanted().test(line.text())) {
            part.add(line);
        }
    }

    /// A mark holds for all that came within a tenth of a second after it.
    private boolean isOlder(LogLine line) {
        Instant since = query.since();
        Instant time = line.time();
        if (since == null || time == null) {
            return false;
        }
        return (reader.exact() ? time : time.plusMillis(Marks.EVERY_MILLIS)).isBefore(since);
    }
}

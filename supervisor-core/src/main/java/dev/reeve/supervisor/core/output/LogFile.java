package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.model.LogPolicy.Rotation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A file that is appended to, and makes way for a new one when it is time, between two lines. It
/// is opened when there is something to write, and what cannot be written is counted and left: an
/// output that waited for room would stop the service, and one that was kept would fill the memory.
final class LogFile {
    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    /// How soon it is tried again to put a file aside.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Path path;
    private final Path marked;
    private final String whose;
    private final @Nullable Rotation rotate;
    private final Marks marks;
    private final Archive archive;
    private final Tidying tidying;
    private final Consumer<String> trouble;
    private @Nullable FileChannel channel;
    private long position;
    private long wholeEnd;
    private Instant begun = Instant.EPOCH;
    private Instant rotateNotBefore = Instant.EPOCH;
    private long lost;

    /// @param path absolute
    /// @param marked where it is written down when bytes came
    /// @param whose names the service to people
    /// @param rotate null for never
    /// @param trouble is told when output begins to be lost, and when that is over
    LogFile(
            Path path,
            Path marked,
            String whose,
            @Nullable Rotation rotate,
            Tidying tidying,
            Consumer<String> trouble) {
        this.path = path;
        this.marked = marked;
        this.whose = whose;
        this.rotate = isDevice() ? null : rotate;
        this.marks = new Marks(marked);
        this.archive = new Archive(path, marked, trouble);
        this.tidying = tidying;
        this.trouble = trouble;
    }

    /// Appends, or loses.
    ///
    /// @param run whose bytes these are; 0 where that is not known
    synchronized void append(ByteBuffer bytes, int run, Instant now) {
        boolean interrupted = false;
        while (bytes.hasRemaining()) {
            try {
                write(bytes, run, now);
            } catch (ClosedByInterruptException _) {
                // It has closed the channel; the interrupt is for the thread's owner, and later.
                interrupted = Thread.interrupted();
                close();
            } catch (IOException failure) {
                close();
                lose(bytes.remaining(), failure);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opens it for reading.
    synchronized LogLook look() {
        marks.flush();
        List<Archive.Old> older = archive.all();
        MarkTable table = MarkTable.open(marked);
        try {
            FileChannel reading =
                    FileChannel.open(
                            path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            long size = reading.size();
            long whole = channel == null ? size : Math.min(size, wholeEnd);
            return new LogLook(reading, size, whole, table, older);
        } catch (IOException notThere) {
            return new LogLook(null, 0, 0, table, older);
        }
    }

    /// Empties it, and deletes its older ones.
    synchronized void clear() throws IOException {
        archive.clear();
        FileChannel open = channel;
        if (open != null) {
            open.truncate(0);
            position = 0;
            wholeEnd = 0;
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel closed =
                    FileChannel.open(
                            path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                closed.truncate(0);
            }
        }
        marks.begin();
    }

    synchronized void close() {
        FileChannel open = channel;
        channel = null;
        marks.flush();
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // What was written is written; there is nobody to try it again for.
            }
        }
    }

    /// The system's own words.
    static String words(IOException failure) {
        String reason =
                failure instanceof FileSystemException told && told.getReason() != null
                        ? told.getReason()
                        : failure.getMessage();
        return String.valueOf(reason);
    }

    /// Writes all, or as much as belongs into the present file.
    private void write(ByteBuffer bytes, int run, Instant now) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = open(now);
            channel = open;
        }
        int piece = bytes.remaining();
        Rotation rule = rotate;
        if (rule != null && now.isAfter(rotateNotBefore)) {
            piece = piece(bytes, rule, now);
            if (piece == 0) {
                makeWay(now, rule);
                return;
            }
        }
        marks.at(position, run, now.toEpochMilli());
        ByteBuffer part = bytes.slice(bytes.position(), piece);
        while (part.hasRemaining()) {
            int written = open.write(part);
            position += written;
            bytes.position(bytes.position() + written);
        }
        int newline = Newlines.last(part, 0, piece);
        if (newline >= 0) {
            wholeEnd = position - (piece - 1 - newline);
        }
        if (lost > 0) {
            trouble.accept("what " + whose + " prints is kept again; " + lost + " bytes were lost");
            lost = 0;
        }
    }

    /// How many of these bytes still belong into the present file; none where it has to make way
    /// first. It does so between two lines only: a line that has begun goes on to its end, and one
    /// that is longer than a file may be gets a file of its own.
    private int piece(ByteBuffer bytes, Rotation rule, Instant now) {
        boolean between = position == wholeEnd;
        Duration age = rule.age();
        if (between && position > 0 && age != null && !now.isBefore(begun.plus(age))) {
            return 0;
        }
        int all = bytes.remaining();
        Long size = rule.size();
        if (size == null || position + all <= size) {
            return all;
        }
        int room = (int) Math.max(0, size - position);
        int at = bytes.position();
        int fits = Newlines.last(bytes, at, at + room);
        if (fits >= 0) {
            return fits + 1 - at;
        }
        if (between && position > 0) {
            return 0;
        }
        int ends = Newlines.first(bytes, at, bytes.limit());
        return ends < 0 ? all : ends + 1 - at;
    }

    private void makeWay(Instant now, Rotation rule) {
        close();
        try {
            archive.putAside(now);
            marks.begin();
            tidying.begin(archive, rule);
        } catch (IOException failure) {
            rotateNotBefore = now.plus(AGAIN);
            trouble.accept(
                    "`%s` cannot make way for a new file: %s; it goes on growing"
                            .formatted(path, words(failure)));
        }
    }

    private boolean isDevice() {
        return path.startsWith("/dev");
    }

    private FileChannel open(Instant now) throws IOException {
        Folder.above(path);
        // To open a pipe that someone has put there would wait for its reader.
        if (!isDevice()
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a regular file");
        }
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileChannel opened =
                posix
                        ? FileChannel.open(path, APPENDING, ours())
                        : FileChannel.open(path, APPENDING);
        position = opened.size();
        wholeEnd = position == 0 ? 0 : Newlines.endOfLast(path, position);
        if (position == 0 || marksReach() > position) {
            // It has become shorter since: its marks speak of other bytes.
            marks.begin();
        }
        if (position == 0) {
            begun = now;
        } else {
            begun =
                    Files.readAttributes(path, BasicFileAttributes.class)
                            .creationTime()
                            .toInstant();
        }
        if (rotate != null) {
            tidying.begin(archive, rotate);
        }
        return opened;
    }

    private long marksReach() {
        try (MarkTable table = MarkTable.open(marked)) {
            return table.last();
        }
    }

    private static FileAttribute<?> ours() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private void lose(int bytes, IOException failure) {
        if (lost == 0) {
            trouble.accept(
                    "cannot keep what "
                            + whose
                            + " prints in `"
                            + path
                            + "`: "
                            + words(failure)
                            + "; it is lost until that works");
        }
        lost += bytes;
    }
}

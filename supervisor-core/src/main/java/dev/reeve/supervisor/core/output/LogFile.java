package dev.reeve.supervisor.core.output;

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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/// A file that is appended to. It is opened when there is something to write, and what cannot be
/// written is counted and left: an output that waited for room would stop the service, and one that
/// was kept would fill the memory.
final class LogFile {
    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final String whose;
    private final Consumer<String> trouble;
    private @Nullable FileChannel channel;
    private long lost;

    /// @param whose names the service to people
    /// @param trouble is told when output begins to be lost, and when that is over
    LogFile(Path path, String whose, Consumer<String> trouble) {
        this.path = path;
        this.whose = whose;
        this.trouble = trouble;
    }

    /// Appends, or loses.
    synchronized void append(ByteBuffer bytes) {
        boolean interrupted = false;
        while (bytes.hasRemaining()) {
            try {
                write(bytes);
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

    synchronized void close() {
        FileChannel open = channel;
        channel = null;
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

    private void write(ByteBuffer bytes) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = open();
            channel = open;
        }
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
        if (lost > 0) {
            trouble.accept("what " + whose + " prints is kept again; " + lost + " bytes were lost");
            lost = 0;
        }
    }

    private FileChannel open() throws IOException {
        Folder.above(path);
        // To open a pipe that someone has put there would wait for its reader.
        boolean device = path.startsWith("/dev");
        if (!device
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a regular file");
        }
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(path, APPENDING, ours())
                : FileChannel.open(path, APPENDING);
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

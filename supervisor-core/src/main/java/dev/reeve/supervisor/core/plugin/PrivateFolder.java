package dev.reeve.supervisor.core.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A folder for the copies of plugins, below the JDK's `java.io.tmpdir`, that only its user can
/// read. It is deleted when it is closed; one that a killed supervisor has left is deleted by the
/// next.
final class PrivateFolder implements AutoCloseable {
    static final String PREFIX = "reeve-plugins-";
    private static final String LOCK = "lock";

    /// Those of this process. They must not be looked at: on POSIX systems to close a file is to
    /// give up every lock that the process has on it.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;
    private final AtomicInteger count = new AtomicInteger();

    private PrivateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static PrivateFolder make() throws IOException {
        PrivateFolder made = locked();
        while (!Files.exists(made.path.resolve(LOCK))) {
            // Another took it for one that was left, just before it was locked.
            made.lock.close();
            OURS.remove(made.path);
            made = locked();
        }
        deleteLeftOnes(made.path);
        return made;
    }

    private static PrivateFolder locked() throws IOException {
        Path path = create(Path.of(System.getProperty("java.io.tmpdir")));
        OURS.add(path);
        FileChannel lock =
                FileChannel.open(
                        path.resolve(LOCK),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        lock.lock();
        return new PrivateFolder(path, lock);
    }

    Path path() {
        return path;
    }

    /// A place in it that nobody has had.
    Path next() {
        return path.resolve(String.valueOf(count.incrementAndGet()));
    }

    @Override
    public void close() throws IOException {
        try {
            delete(path);
        } catch (NoSuchFileException _) {
            // Someone else has begun to tidy up, too.
        } finally {
            lock.close();
            OURS.remove(path);
        }
    }

    /// As `Files.createTempDirectory`, without the tens of milliseconds that its random numbers
    /// take at a start. To create is to fail where there is something of this name, so it need not
    /// be secret.
    private static Path create(Path parent) throws IOException {
        for (long name = System.nanoTime(); ; name++) {
            Path path = parent.resolve(PREFIX + Math.abs(name));
            try {
                return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? Files.createDirectory(
                                path,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")))
                        : Files.createDirectory(path);
            } catch (FileAlreadyExistsException _) {
                // Then the next name.
            }
        }
    }

    private static void deleteLeftOnes(Path own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(own.resolveSibling(""))) {
            for (Path folder : folders) {
                if (PluginFiles.nameOf(folder).startsWith(PREFIX)
                        && !OURS.contains(folder)
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    deleteIfLeft(folder, own);
                }
            }
        }
    }

    /// One that is another user's is not even opened.
    private static void deleteIfLeft(Path folder, Path own) {
        try {
            if (Files.getOwner(folder).equals(Files.getOwner(own))) {
                deleteIfUnlocked(folder);
            }
        } catch (IOException _) {
            // It can wait for the next time, or has just been deleted by the one that it belongs
            // to.
        }
    }

    /// One without a lock file is only just being made.
    private static void deleteIfUnlocked(Path folder) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}

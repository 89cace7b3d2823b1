package dev.reeve.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The zip, unpacked as a user would: once for all tests, into a folder with a blank in its name.
final class Unzipped {
    private static final Path FOLDER = unzip(Path.of(System.getProperty("reeve.zip")));

    private Unzipped() {}

    /// What lies in the zip's one folder: `bin`, `lib`, …
    static Path folder() {
        return FOLDER;
    }

    static Path reeve() {
        return FOLDER.resolve("bin/reeve");
    }

    private static Path unzip(Path zip) {
        try (FileSystem zipped =
                FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
            var target = Files.createTempDirectory("reeve unzipped ");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(target)));
            // Everybody may look in: services run as other users.
            Files.setPosixFilePermissions(target, Household.OPEN);
            var root = only(zipped.getPath("/"));
            try (Stream<Path> entries = Files.walk(root)) {
                for (var entry : entries.toList()) {
                    copy(entry, target.resolve(root.relativize(entry).toString()));
                }
            }
            return target;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path entry, Path to) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(entry);
        if (Files.isDirectory(entry)) {
            Files.createDirectories(to);
        } else {
            Files.copy(entry, to);
        }
        Files.setPosixFilePermissions(to, mode);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.toList();
            if (all.size() != 1) {
                throw new IOException("the zip has not one folder but " + all);
            }
            return all.getFirst();
        }
    }
}

package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.model.LogPolicy.Rotation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The older files of a log: `web.log.20260131T120000.123Z`, and `….gz` where they are compressed.
///
/// Their names say when they were left, so none ever has to be renamed again, whoever reads them,
/// and a supervisor that is killed at any moment leaves nothing half done that the next one could
/// not finish.
final class Archive {
    static final String COMPRESSED = ".gz";

    /// While it is being written, a compressed file has a name that nobody takes for one.
    private static final String UNFINISHED = ".part";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern STAMPED =
            Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z(\\.gz)?(\\.part)?");
    private static final int STAMP_LENGTH = "20260131T120000.123Z".length();

    private final Path file;
    private final Path marks;
    private final Consumer<String> trouble;
    private @Nullable Instant newest;

    /// @param file the present one, absolute
    /// @param marks the one that says when its bytes came
    Archive(Path file, Path marks, Consumer<String> trouble) {
        this.file = file;
        this.marks = marks;
        this.trouble = trouble;
    }

    /// An older file.
    ///
    /// @param marks says when its bytes came; may be missing
    record Old(Path file, Path marks) {
        boolean compressed() {
            return file.toString().endsWith(COMPRESSED);
        }
    }

    /// Puts the present file aside. Takes one or two renames, and waits for nothing else.
    ///
    /// @throws IOException if it is still in its place
    void putAside(Instant now) throws IOException {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Instant before = newest == null ? newest() : newest;
        if (!at.isAfter(before)) {
            // Two in a millisecond, or a clock that was put back: the order of names is that of
            // age.
            at = before.plusMillis(1);
        }
        newest = at;
        String stamp = "." + STAMP.format(at);
        Files.move(file, beside(file, stamp), StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(marks, beside(marks, stamp), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException none) {
            // Then nobody knows when its lines came.
        }
    }

    private Instant newest() {
        List<Old> all = all();
        if (all.isEmpty()) {
            return Instant.EPOCH;
        }
        String name = all.getLast().file().getFileName().toString();
        int at = name().length() + 1;
        return STAMP.parse(name.substring(at, at + STAMP_LENGTH), Instant::from);
    }

    /// All there are, oldest first.
    List<Old> all() {
        List<Old> all = new ArrayList<>();
        for (Path old : stamped()) {
            if (!old.toString().endsWith(UNFINISHED)) {
                all.add(new Old(old, marksOf(old)));
            }
        }
        return all;
    }

    /// Compresses what is to be compressed, and deletes what is not to be kept. Blocks for as long
    /// as that takes. What cannot be done is told, and tried again the next time.
    void tidy(Rotation rotate) {
        try {
            for (Path old : stamped()) {
                if (old.toString().endsWith(UNFINISHED)) {
                    Files.deleteIfExists(old);
                }
            }
            List<Old> all = all();
            int superfluous = Math.max(0, all.size() - rotate.keep());
            for (Old old : all.subList(0, superfluous)) {
                delete(old);
            }
            for (Old old : all.subList(superfluous, all.size())) {
                if (rotate.compress() && !old.compressed()) {
                    compress(old.file());
                }
            }
        } catch (IOException failure) {
            trouble.accept(
                    "cannot tidy up the older files of `%s`: %s"
                            .formatted(file, LogFile.words(failure)));
        }
    }

    /// Deletes all of them.
    void clear() throws IOException {
        for (Old old : all()) {
            delete(old);
        }
    }

    private static void delete(Old old) throws IOException {
        Files.deleteIfExists(old.file());
        Files.deleteIfExists(old.marks());
    }

    private static void compress(Path old) throws IOException {
        Path unfinished = beside(old, COMPRESSED + UNFINISHED);
        try (InputStream from = Files.newInputStream(old, LinkOption.NOFOLLOW_LINKS);
                OutputStream to =
                        new GZIPOutputStream(
                                Files.newOutputStream(
                                        unfinished,
                                        StandardOpenOption.CREATE_NEW,
                                        StandardOpenOption.WRITE,
                                        StandardOpenOption.DSYNC),
                                64 * 1024)) {
            from.transferTo(to);
        }
        Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(old));
        Files.move(unfinished, beside(old, COMPRESSED), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(old);
    }

    private Path marksOf(Path old) {
        String stamp = old.getFileName().toString().substring(name().length());
        return beside(
                marks,
                stamp.endsWith(COMPRESSED)
                        ? stamp.substring(0, stamp.length() - COMPRESSED.length())
                        : stamp);
    }

    /// What has a stamp behind its name, by name: that is by age.
    private List<Path> stamped() {
        List<Path> found = new ArrayList<>();
        Path folder = file.getParent();
        if (folder == null) {
            return found;
        }
        String before = name() + ".";
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        folder, entry -> isStamped(before, entry.getFileName().toString()))) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException notThere) {
            return List.of();
        }
        found.sort(Comparator.comparing(Path::toString));
        return found;
    }

    private static boolean isStamped(String before, String name) {
        return name.startsWith(before)
                && STAMPED.matcher(name.substring(before.length())).matches();
    }

    private String name() {
        return file.getFileName().toString();
    }

    private static Path beside(Path path, String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }
}

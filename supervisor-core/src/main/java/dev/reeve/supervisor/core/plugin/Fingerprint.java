package dev.reeve.supervisor.core.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Tells whether a file, or what is in a folder, may have changed: by size, time and place on the
/// disk. Whoever writes over a file within one tick of the clock, with as many bytes, is not seen.
record Fingerprint(String text) {
    private static final AtomicInteger UNREADABLE = new AtomicInteger();

    /// What is there now; something that is like nothing else where that cannot be said.
    static Fingerprint of(Path origin) {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(origin.toRealPath())) {
            for (Path file : files.sorted().toList()) {
                var of =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                text.append(file)
                        .append(' ')
                        .append(of.isDirectory() ? 0 : of.size())
                        .append(' ')
                        .append(of.lastModifiedTime())
                        .append(' ')
                        .append(of.fileKey())
                        .append('\n');
            }
            return new Fingerprint(text.toString());
        } catch (IOException | UncheckedIOException unreadable) {
            return new Fingerprint("unreadable, " + UNREADABLE.incrementAndGet());
        }
    }
}

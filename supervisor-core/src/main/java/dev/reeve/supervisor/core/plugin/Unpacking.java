package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BROKEN_ARCHIVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Takes files out of an archive, never to a place outside of the folder they are meant for, and
/// never without end.
final class Unpacking {
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_FILES = 10_000;

    private long bytes;
    private int files;

    /// Unpacks the entries whose names begin with a prefix.
    ///
    /// @param prefix what their names begin with; it is left out of the files' names
    /// @param into the folder they come to; made where there is something to unpack
    void unpack(ZipFile archive, String prefix, Path into) throws IOException, PluginFailure {
        Enumeration<? extends ZipEntry> entries = archive.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                unpack(archive, entry, placeOf(entry.getName(), prefix, into));
            }
        }
    }

    private static Path placeOf(String name, String prefix, Path into) throws PluginFailure {
        String rest = name.substring(prefix.length());
        Path place = into.resolve(rest).normalize();
        if (rest.startsWith("/") || rest.indexOf('\\') >= 0 || !place.startsWith(into)) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "its entry `" + name + "` leads out of the archive");
        }
        return place;
    }

    private void unpack(ZipFile archive, ZipEntry entry, Path place)
            throws IOException, PluginFailure {
        if (++files > MOST_FILES) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "more than " + MOST_FILES + " files are packed in it");
        }
        checkSize(bytes + entry.getSize());
        Files.createDirectories(place.resolveSibling(""));
        try (InputStream from = archive.getInputStream(entry);
                OutputStream to = Files.newOutputStream(place)) {
            byte[] some = new byte[1 << 16];
            for (int count = from.read(some); count >= 0; count = from.read(some)) {
                bytes += count;
                checkSize(bytes); // what an entry says of its size may be a lie
                to.write(some, 0, count);
            }
        }
    }

    private static void checkSize(long bytes) throws PluginFailure {
        if (bytes > MOST_BYTES) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "unpacked it has more than %d MiB".formatted(MOST_BYTES >> 20));
        }
    }
}

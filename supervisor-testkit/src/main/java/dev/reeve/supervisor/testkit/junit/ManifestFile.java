package dev.reeve.supervisor.testkit.junit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a test's manifest is.
final class ManifestFile {
    private ManifestFile() {}

    /// The file of a manifest.
    ///
    /// @param test beside whose class it may lie
    /// @param folder for one that lies in a JAR: it is copied there, without what lies beside it
    static Path of(String name, Class<?> test, Path folder) throws IOException {
        URL found = test.getResource(name);
        if (found == null) {
            found = test.getResource("/" + name);
        }
        if (found == null) {
            Path file = Path.of(name).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new StackException(
                        "there is no manifest `%s`: neither beside %s, nor on the class path, nor %s"
                                .formatted(name, test.getName(), file));
            }
            return file;
        }
        if (found.getProtocol().equals("file")) {
            try {
                return Path.of(found.toURI());
            } catch (URISyntaxException strange) {
                throw new IOException(found + " is no file", strange);
            }
        }
        Path copy = folder.resolve(String.valueOf(Path.of(name).getFileName()));
        try (InputStream in = found.openStream()) {
            Files.copy(in, copy);
        }
        return copy;
    }
}

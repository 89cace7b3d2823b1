package dev.reeve.plugin.mcp.remote;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What comes out of a program, one message a line.
final class Messages {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream from;

    Messages(InputStream from) {
        this.from = new BufferedInputStream(from, 64 * 1024);
    }

    /// The next line that is not blank, or null at the end.
    ///
    /// @throws IOException where a line does not end, or nothing can be read any more
    @Nullable String next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int read = from.read(); read >= 0; read = from.read()) {
            if (read != '\n') {
                if (line.size() == LONGEST) {
                    throw new IOException("a message is over 16 MiB");
                }
                line.write(read);
            } else if (!blank(line)) {
                return text(line);
            } else {
                line.reset();
            }
        }
        return blank(line) ? null : text(line);
    }

    private static boolean blank(ByteArrayOutputStream line) {
        return text(line).isBlank();
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8);
    }
}

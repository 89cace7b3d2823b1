package dev.reeve.plugin.hook.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a command has printed: the last 64 KiB of it.
final class Output {
    private static final int KEPT = 64 * 1024;
    private static final int AT_ONCE = 1024 * 1024;
    private static final int LINES = 5;

    private final byte[] kept = new byte[KEPT];
    private long count;

    /// Takes what is there, up to a mebibyte, and does not wait for more.
    ///
    /// @return whether there may be more already
    boolean take(InputStream source) {
        byte[] piece = new byte[8192];
        long stop = count + AT_ONCE;
        try {
            for (int there = source.available(); there > 0; there = source.available()) {
                int read = source.read(piece, 0, Math.min(there, piece.length));
                keep(piece, read);
                if (count >= stop) {
                    return true;
                }
            }
        } catch (IOException closed) {
            // Then this was all.
        }
        return false;
    }

    /// Its last lines, as the end of a sentence; nothing where nothing was printed.
    String end() {
        List<String> lines =
                text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return last.isEmpty() ? "" : ": " + String.join(" | ", last);
    }

    private void keep(byte[] piece, int length) {
        int at = (int) (count % KEPT);
        int first = Math.min(length, KEPT - at);
        System.arraycopy(piece, 0, kept, at, first);
        System.arraycopy(piece, first, kept, 0, length - first);
        count += length;
    }

    private String text() {
        if (count <= KEPT) {
            return new String(kept, 0, (int) count, StandardCharsets.UTF_8);
        }
        int begin = (int) (count % KEPT);
        byte[] inOrder = Arrays.copyOfRange(kept, begin, begin + KEPT);
        System.arraycopy(kept, 0, inOrder, KEPT - begin, begin);
        return new String(inOrder, StandardCharsets.UTF_8);
    }
}

package dev.reeve.plugin.ready.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a command has printed: the last 4 KiB of it.
final class Output {
    private static final int KEPT = 4096;
    private static final int SHOWN = 200;
    private static final int AT_ONCE = 256 * 1024;

    private byte[] kept = new byte[0];

    /// Takes what is there, up to 256 KiB, and does not wait for more.
    ///
    /// @return whether there may be more already
    boolean take(InputStream source) {
        try {
            int taken = 0;
            for (int there = source.available(); there > 0; there = source.available()) {
                byte[] piece = source.readNBytes(Math.min(there, KEPT));
                keep(piece);
                taken += piece.length;
                if (piece.length == 0 || taken >= AT_ONCE) {
                    return taken > 0;
                }
            }
        } catch (IOException closed) {
            // Then this was all.
        }
        return false;
    }

    /// Its last line that is not blank, short and free of control characters; empty where there is
    /// none.
    String lastLine() {
        String last =
                new String(kept, StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceAll("\\p{Cntrl}+", " ").strip())
                        .filter(line -> !line.isEmpty())
                        .reduce("", (_, next) -> next);
        return last.length() <= SHOWN ? last : last.substring(0, SHOWN) + "…";
    }

    private void keep(byte[] piece) {
        byte[] both = Arrays.copyOf(kept, kept.length + piece.length);
        System.arraycopy(piece, 0, both, kept.length, piece.length);
        kept = Arrays.copyOfRange(both, Math.max(0, both.length - KEPT), both.length);
    }
}

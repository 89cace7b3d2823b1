package dev.reeve.plugin.ready.pipe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks for a line that says `ready`, in text that comes in pieces of any size. A last line
/// without an end counts, too. Only the beginning of a line is kept, however long it is.
final class Words {
    private static final byte[] READY = "ready".getBytes(StandardCharsets.US_ASCII);

    private final byte[] word = new byte[READY.length];
    private int length;
    private boolean spaceAfterWord;
    private boolean other;
    private boolean none = true;

    /// Takes the next piece.
    ///
    /// @return whether some line so far, or what there is of the last one, says `ready` and no more
    boolean sayReady(byte[] piece) {
        for (byte next : piece) {
            none = false;
            if (next == '\n') {
                if (isReady()) {
                    return true;
                }
                length = 0;
                spaceAfterWord = false;
                other = false;
            } else if (isSpace(next)) {
                spaceAfterWord = length > 0;
            } else if (spaceAfterWord || length == word.length) {
                other = true;
            } else {
                word[length++] = next;
            }
        }
        return isReady();
    }

    /// Whether nothing at all has come.
    boolean none() {
        return none;
    }

    private boolean isReady() {
        return !other && length == READY.length && Arrays.equals(word, READY);
    }

    /// Besides blanks, what programs end lines and texts with.
    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\t' || next == '\r' || next == 0;
    }
}

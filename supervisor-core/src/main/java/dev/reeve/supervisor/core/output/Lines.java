package dev.reeve.supervisor.core.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts bytes into lines. One that is longer than 8 KiB is cut, between letters.
final class Lines {
    static final int LONGEST = 8192;

    /// Takes nothing, and holds nothing.
    static final Lines NONE = new Lines(line -> {});

    private static final byte[] EMPTY = {};

    /// A letter has at most four bytes, so at most three of the next one have to go on with it.
    private static final int REST_OF_LETTER = 3;

    private final Consumer<String> told;
    private byte[] held = EMPTY;
    private int length;

    /// @param told gets each line, without its end; bytes that are no UTF-8 are replaced
    Lines(Consumer<String> told) {
        this.told = told;
    }

    void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                tell(length);
            } else {
                hold(next);
            }
        }
        if (length == 0) {
            held = EMPTY;
        }
    }

    /// What is there is a line.
    void flush() {
        if (length > 0) {
            tell(length);
            held = EMPTY;
        }
    }

    private void hold(byte next) {
        if (length == LONGEST) {
            tell(cut());
        }
        if (length == held.length) {
            held = Arrays.copyOf(held, Math.min(LONGEST, Math.max(128, length * 2)));
        }
        held[length++] = next;
    }

    /// Where a line that is full is cut: before a letter that has begun.
    private int cut() {
        int at = LONGEST;
        while (at > LONGEST - REST_OF_LETTER && (held[at - 1] & 0xc0) == 0x80) {
            at--;
        }
        // Now a byte that begins a letter stands before `at`, or none does near by.
        return (held[at - 1] & 0xc0) == 0xc0 ? at - 1 : LONGEST;
    }

    private void tell(int end) {
        String line = new String(held, 0, end, StandardCharsets.UTF_8);
        System.arraycopy(held, end, held, 0, length - end);
        length -= end;
        told.accept(line);
    }
}

package dev.reeve.supervisor.core.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts bytes into lines. One that is longer than 64 KiB is cut, between letters.
final class Lines {
    static final int LONGEST = 64 * 1024;

    private static final byte[] EMPTY = {};

    /// A letter has at most four bytes, so at most three of the next one have to go on with it.
    private static final int REST_OF_LETTER = 3;

    private final Told told;
    private byte[] held = EMPTY;
    private int length;
    private long begin;

    /// Gets the lines.
    @FunctionalInterface
    interface Told {
        /// @param text without its end; bytes that are no UTF-8 are replaced
        /// @param place how many bytes came before it
        void line(String text, long place);
    }

    /// @param told gets each line
    /// @param begin the place of the first byte
    Lines(Told told, long begin) {
        this.told = told;
        this.begin = begin;
    }

    Lines(Consumer<String> told) {
        this((text, _) -> told.accept(text), 0);
    }

    /// The place where the line begins that has not yet ended.
    long begin() {
        return begin;
    }

    /// How many bytes of that line there are.
    int pending() {
        return length;
    }

    void take(ByteBuffer bytes) {
        int start = bytes.position();
        for (int end = Newlines.first(bytes, start, bytes.limit());
                end >= 0;
                end = Newlines.first(bytes, start, bytes.limit())) {
            hold(bytes, start, end, true);
            tell(length, true);
            begin++;
            start = end + 1;
        }
        hold(bytes, start, bytes.limit(), true);
        bytes.position(bytes.limit());
        relax();
    }

    /// Takes bytes whose lines nobody wants; only the line that has not yet ended is kept.
    void skip(ByteBuffer bytes) {
        int start = bytes.position();
        int last = Newlines.last(bytes, start, bytes.limit());
        if (last >= 0) {
            begin += length + (last + 1 - start);
            length = 0;
            start = last + 1;
        }
        hold(bytes, start, bytes.limit(), false);
        bytes.position(bytes.limit());
        relax();
    }

    /// What is there is a line.
    void flush() {
        if (length > 0) {
            tell(length, true);
            held = EMPTY;
        }
    }

    /// What is there is forgotten.
    void drop() {
        begin += length;
        length = 0;
        held = EMPTY;
    }

    /// Many streams say little: memory is for those that are in the middle of a line.
    private void relax() {
        if (length == 0) {
            held = EMPTY;
        }
    }

    private void hold(ByteBuffer bytes, int from, int to, boolean wanted) {
        int at = from;
        while (at < to) {
            if (length == LONGEST) {
                tell(cut(), wanted);
            }
            int more = Math.min(to - at, LONGEST - length);
            if (length + more > held.length) {
                int room = Math.max(Math.max(128, length + more), length * 2);
                held = Arrays.copyOf(held, Math.min(LONGEST, room));
            }
            bytes.get(at, held, length, more);
            length += more;
            at += more;
        }
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

    private void tell(int end, boolean wanted) {
        String line = wanted ? new String(held, 0, end, StandardCharsets.UTF_8) : "";
        long place = begin;
        System.arraycopy(held, end, held, 0, length - end);
        length -= end;
        begin += end;
        if (wanted) {
            told.line(line, place);
        }
    }
}

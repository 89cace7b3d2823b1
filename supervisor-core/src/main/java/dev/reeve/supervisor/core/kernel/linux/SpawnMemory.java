package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Native memory for spawning, for one thread: what posix_spawn(3) is given, and the strings it
/// points to.
final class SpawnMemory {
    /// Both structures of glibc are smaller (80 and 336 bytes on 64-bit machines).
    private static final int STRUCTURE = 512;

    private static final int SIGSET = 128;
    private static final int PID_AT = 0;
    private static final int ACTIONS_AT = 64;
    private static final int ATTRIBUTES_AT = ACTIONS_AT + STRUCTURE;
    private static final int ALL_SIGNALS_AT = ATTRIBUTES_AT + STRUCTURE;
    private static final int NO_SIGNAL_AT = ALL_SIGNALS_AT + SIGSET;
    private static final int STRINGS_AT = NO_SIGNAL_AT + SIGSET;

    private static final int USUAL = 16 * 1024;
    private static final int POINTER = 8;

    private final ByteBuffer fixed = room(STRINGS_AT);
    private final long fixedAt = MemorySegment.ofBuffer(fixed).address();
    private ByteBuffer strings = room(USUAL);
    private long stringsAt = MemorySegment.ofBuffer(strings).address();

    SpawnMemory() {
        for (int at = 0; at < SIGSET; at++) {
            fixed.put(ALL_SIGNALS_AT + at, (byte) 0xff);
        }
    }

    long pidAt() {
        return fixedAt + PID_AT;
    }

    int pid() {
        return fixed.getInt(PID_AT);
    }

    long actions() {
        return fixedAt + ACTIONS_AT;
    }

    long attributes() {
        return fixedAt + ATTRIBUTES_AT;
    }

    long allSignals() {
        return fixedAt + ALL_SIGNALS_AT;
    }

    long noSignal() {
        return fixedAt + NO_SIGNAL_AT;
    }

    /// Writes what a program is called with.
    ///
    /// @return where each part begins, or null where one of the texts holds a NUL
    @Nullable Written write(
            List<String> command, Map<String, String> environment, String directory) {
        var texts = new ArrayList<byte[]>(command.size() + environment.size() + 2);
        boolean good = true;
        for (String word : command) {
            good &= add(texts, word);
        }
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            good &= add(texts, entry.getKey() + "=" + entry.getValue());
        }
        good &= add(texts, directory);
        return good ? write(texts, command.size(), environment.size()) : null;
    }

    private Written write(List<byte[]> texts, int words, int settings) {
        int pointers = POINTER * (words + 1 + settings + 1);
        int length = pointers;
        for (byte[] text : texts) {
            length += text.length + 1;
        }
        if (length > strings.capacity()) {
            strings = room(length);
            stringsAt = MemorySegment.ofBuffer(strings).address();
        }
        int at = pointers;
        for (int index = 0; index < words + settings; index++) {
            // The words, a null, the settings, a null.
            int slot = index < words ? index : index + 1;
            strings.putLong(slot * POINTER, stringsAt + at);
            at = put(texts.get(index), at);
        }
        strings.putLong(words * POINTER, 0);
        strings.putLong((words + 1 + settings) * POINTER, 0);
        int _ = put(texts.getLast(), at);
        long environment = stringsAt + (long) POINTER * (words + 1);
        return new Written(stringsAt + pointers, stringsAt, environment, stringsAt + at);
    }

    /// @return where the next one goes
    private int put(byte[] text, int at) {
        strings.put(at, text);
        strings.put(at + text.length, (byte) 0);
        return at + text.length + 1;
    }

    private static boolean add(List<byte[]> texts, String text) {
        texts.add(text.getBytes(StandardCharsets.UTF_8));
        return text.indexOf('\0') < 0;
    }

    private static ByteBuffer room(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /// Addresses, valid until the next write.
    record Written(long program, long arguments, long environment, long directory) {}
}

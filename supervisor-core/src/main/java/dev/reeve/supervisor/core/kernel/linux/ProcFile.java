package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reading a file of `/proc`. A process may go at any moment, and may be another user's (EACCES) or
/// hidden (`hidepid` in proc(5)): its files then cannot be read, which is no error.
final class ProcFile {
    /// Files longer than this are read no further: the environment is the only one that could be,
    /// and what we set comes with the start.
    private static final int LONGEST = 1 << 20;

    private ProcFile() {}

    /// A file as a whole, or null where it cannot be read.
    static byte @Nullable [] read(String path) {
        int file = Descriptor.open(path, Abi.O_RDONLY, 0);
        if (file < 0) {
            return null;
        }
        try {
            return read(file);
        } finally {
            Descriptor.close(file);
        }
    }

    /// What a link says, or null where it cannot be read.
    static @Nullable String link(String path) {
        Scratch scratch = Scratch.mine();
        long at = scratch.path(path);
        int length =
                (int)
                        Libc.system(
                                Abi.READLINKAT,
                                Abi.AT_FDCWD,
                                at,
                                scratch.room(),
                                Scratch.ROOM_SIZE);
        if (length <= 0) {
            return null;
        }
        byte[] text = new byte[length];
        scratch.copy(text, 0, length);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// The numbers of a text that is split by blanks.
    static int[] numbers(byte[] text, int most) {
        int[] found = new int[Math.min(most, text.length / 2 + 1)];
        int count = 0;
        int value = -1;
        for (byte letter : text) {
            int digit = letter - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.max(value, 0) * 10 + digit;
            } else if (value >= 0 && count < found.length) {
                found[count++] = value;
                value = -1;
            }
        }
        if (value >= 0 && count < found.length) {
            found[count++] = value;
        }
        return Arrays.copyOf(found, count);
    }

    private static byte @Nullable [] read(int file) {
        Scratch scratch = Scratch.mine();
        byte[] all = {};
        while (all.length < LONGEST) {
            int read = (int) Libc.system(Abi.READ, file, scratch.room(), Scratch.ROOM_SIZE);
            if (read < 0) {
                return null;
            }
            if (read == 0) {
                break;
            }
            int end = all.length;
            all = Arrays.copyOf(all, end + read);
            scratch.copy(all, end, read);
        }
        return all;
    }
}

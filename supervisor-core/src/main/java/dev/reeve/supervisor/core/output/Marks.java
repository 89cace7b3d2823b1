package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Writes down, beside a log, when its bytes came and of which run they are: so a line of a file
/// that holds nothing but what the service has printed still has a time. A tenth of a second is
/// exact enough, and keeps the file small.
///
/// A mark is 16 bytes: milliseconds since 1970 (6), the place in the log from which on it holds
/// (6), the number of the run (3), and the sum of those (1). Marks that are lost, with a supervisor
/// that is killed, make times less exact and do no other harm.
final class Marks {
    static final int BYTES = 16;
    static final long EVERY_MILLIS = 100;

    /// So many are kept back until they are written.
    private static final int HELD = 64;

    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final ByteBuffer held = ByteBuffer.allocate(BYTES * HELD);
    private long lastMillis = Long.MIN_VALUE;
    private int lastRun = -1;

    Marks(Path file) {
        this.file = file;
    }

    /// What comes to this place of the log comes now.
    ///
    /// @param run its number; 0 where it is not known
    void at(long place, int run, long millis) {
        boolean justNow = millis >= lastMillis && millis - lastMillis < EVERY_MILLIS;
        if (run == lastRun && justNow) {
            return;
        }
        lastMillis = millis;
        lastRun = run;
        int start = held.position();
        held.putShort((short) (millis >>> 32)).putInt((int) millis);
        held.putShort((short) (place >>> 32)).putInt((int) place);
        held.put((byte) (run >>> 16)).putShort((short) run);
        held.put(sum(held, start));
        if (!held.hasRemaining()) {
            flush();
        }
    }

    /// Writes what was kept back.
    void flush() {
        if (held.position() == 0) {
            return;
        }
        held.flip();
        try {
            Folder.above(file);
            try (FileChannel channel = FileChannel.open(file, APPENDING)) {
                // After a torn mark all that follow would be shifted.
                long torn = channel.size() % BYTES;
                if (torn != 0) {
                    channel.truncate(channel.size() - torn);
                }
                while (held.hasRemaining()) {
                    channel.write(held);
                }
            }
        } catch (IOException withoutTimes) {
            // The log itself says what is wrong with the disk.
        }
        held.clear();
    }

    /// The log begins anew, empty.
    void begin() {
        held.clear();
        lastRun = -1;
        try {
            Files.deleteIfExists(file);
        } catch (IOException unusable) {
            // Its marks hold for other bytes; readers see times that are older than right.
        }
    }

    static byte sum(ByteBuffer bytes, int start) {
        int sum = 1;
        for (int at = start; at < start + BYTES - 1; at++) {
            sum = sum * 31 + bytes.get(at);
        }
        return (byte) (sum ^ (sum >>> 8));
    }
}

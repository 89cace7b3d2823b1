package dev.reeve.supervisor.core.output;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;

/// Reads the {@link Marks} of a log. Without such a file it knows nothing, and says so.
final class MarkTable implements AutoCloseable {
    /// That from this place on bytes came at this time.
    ///
    /// @param run 0 where it is not known
    record Mark(long place, long millis, int run) {
        Instant time() {
            return Instant.ofEpochMilli(millis);
        }
    }

    private final @Nullable FileChannel channel;
    private final long count;
    private final ByteBuffer bytes = ByteBuffer.allocate(Marks.BYTES);
    private long index = -1;
    private @Nullable Mark present;
    private @Nullable Mark next;

    private MarkTable(@Nullable FileChannel channel, long count) {
        this.channel = channel;
        this.count = count;
    }

    static MarkTable open(Path file) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            return new MarkTable(channel, channel.size() / Marks.BYTES);
        } catch (IOException none) {
            return new MarkTable(null, 0);
        }
    }

    /// The last mark at or before a place, or null. Quick for places that go upward.
    @Nullable Mark at(long place) {
        if (index < 0 || (present != null && place < present.place())) {
            go(firstBehind(place) - 1);
        }
        Mark following = next;
        while (following != null && following.place() <= place) {
            go(index + 1);
            following = next;
        }
        return present != null && present.place() <= place ? present : null;
    }

    /// The place of the last mark; 0 where there is none.
    long last() {
        Mark last = read(count - 1);
        return last == null ? 0 : last.place();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It was read only.
        }
    }

    private void go(long to) {
        index = Math.max(to, 0);
        present = read(index);
        next = read(index + 1);
    }

    /// The index of the first mark behind a place.
    private long firstBehind(long place) {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Mark mark = read(middle);
            if (mark == null || mark.place() > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private @Nullable Mark read(long number) {
        if (channel == null || number < 0 || number >= count) {
            return null;
        }
        try {
            bytes.clear();
            if (channel.read(bytes, number * Marks.BYTES) < Marks.BYTES) {
                return null;
            }
        } catch (IOException unreadable) {
            return null;
        }
        if (bytes.get(Marks.BYTES - 1) != Marks.sum(bytes, 0)) {
            return null;
        }
        long millis = six(0);
        long place = six(6);
        int run =
                (Byte.toUnsignedInt(bytes.get(12)) << 16) | Short.toUnsignedInt(bytes.getShort(13));
        return new Mark(place, millis, run);
    }

    /// A number of six bytes.
    private long six(int at) {
        long high = Short.toUnsignedLong(bytes.getShort(at));
        return (high << 32) | Integer.toUnsignedLong(bytes.getInt(at + 2));
    }
}

package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads files of records, past whatever is damaged.
///
/// Where a record is bad, the next good one is searched for byte by byte. A record with a number
/// that was already there is passed over.
public final class RecordReader {
    /// Takes a record while it is read.
    public interface Taker {
        /// @param at where in the file the record begins
        /// @param buffer holds the body from `from` on; read only, and only during the call
        void take(long at, long number, byte[] buffer, int from, int length);
    }

    /// What a reading came to.
    ///
    /// @param last the highest number
    /// @param end where the last good record ends; 0 where nothing is good
    /// @param size of the file
    /// @param skipped how many bytes between good records are damaged
    /// @param headless whether the first bytes, which tell the version, are damaged
    public record Reading(long last, long end, long size, long skipped, boolean headless) {
        /// Whether bytes after the last good record cannot be read.
        public boolean torn() {
            return size > end;
        }
    }

    /// How many bytes of a record come before its body.
    public static final int HEADER = Frame.HEADER;

    private static final int PIECE = 256 * 1024;

    private final Disk.OpenFile file;
    private final long size;
    private byte[] buffer;
    private ByteBuffer view;
    private long base;
    private int filled;

    private RecordReader(Disk.OpenFile file, long from, long size) {
        this.file = file;
        this.size = size;
        buffer = new byte[Math.clamp(size - from, HEADER, PIECE)];
        view = ByteBuffer.wrap(buffer);
    }

    /// Reads all records of a file with numbers above `after`.
    ///
    /// @throws IOException where the file cannot be read, or its version is newer than ours
    public static Reading read(Disk disk, Path path, long after, Taker taker) throws IOException {
        try (Disk.OpenFile file = disk.read(path)) {
            long size = file.size();
            byte[] header = new byte[Frame.HEADER];
            int headerLength = file.read(header, 0, header.length, 0);
            int version = headerLength == header.length ? Frame.version(header) : 0;
            if (Integer.compareUnsigned(version, Frame.VERSION) > 0) {
                throw new NewerFormatException(path, version, Frame.VERSION);
            }
            return new RecordReader(file, 0, size).scan(HEADER, size, after, version == 0, taker);
        } catch (NoSuchFileException _) {
            return new Reading(after, 0, 0, 0, false);
        }
    }

    /// Reads the records that begin in a part of a file, which begins with a record.
    public static void part(Disk disk, Path path, long from, long to, Taker taker)
            throws IOException {
        try (Disk.OpenFile file = disk.read(path)) {
            new RecordReader(file, from, to).scan(from, to, 0, false, taker);
        }
    }

    private Reading scan(long from, long to, long after, boolean headless, Taker taker)
            throws IOException {
        long at = from;
        long last = after;
        long end = headless ? 0 : from;
        long skipped = 0;
        boolean searching = headless;
        while (at < to) {
            int length = bodyLength(at, last, searching);
            if (length < 0) {
                searching = true;
                at++;
                continue;
            }
            long number = view.getLong((int) (at - base) + 8);
            if (number > last) {
                int body = (int) (at - base) + HEADER;
                taker.take(at, number, buffer, body, length);
                last = number;
            }
            skipped += end == 0 ? at - from : at - end;
            at += HEADER + length;
            end = at;
            searching = false;
        }
        return new Reading(last, end, size, skipped, headless);
    }

    /// Of the good record that begins here; -1 where none does.
    private int bodyLength(long at, long last, boolean searching) throws IOException {
        if (!holds(at, HEADER)) {
            return -1;
        }
        int length = view.getInt((int) (at - base));
        if (!Frame.isLength(length)
                || (searching && !Frame.follows(view.getLong((int) (at - base) + 8), last))
                || !holds(at, HEADER + length)) {
            return -1;
        }
        return Frame.isWhole(buffer, (int) (at - base), length) ? length : -1;
    }

    /// Whether these bytes of the file are in the buffer now.
    private boolean holds(long at, int length) throws IOException {
        if (at + length > size) {
            return false;
        }
        if (at + length > base + filled) {
            refill(at, length);
        }
        return at + length <= base + filled;
    }

    private void refill(long at, int length) throws IOException {
        int left = (int) Math.max(0, base + filled - at);
        byte[] before = buffer;
        if (length > buffer.length) {
            buffer = new byte[length];
            view = ByteBuffer.wrap(buffer);
        }
        System.arraycopy(before, filled - left, buffer, 0, left);
        base = at;
        int more = (int) Math.min(buffer.length - left, size - at - left);
        filled = left + file.read(buffer, left, more, at + left);
    }
}

package dev.reeve.supervisor.core.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// How records lie in a file. All numbers have their highest byte first.
///
/// The file begins with 16 bytes: `ReeveRec`, the version of the form (u32), and the CRC-32C of
/// these twelve bytes. A record is: the length of its body (u32), a CRC-32C (u32) over the length,
/// the number and the body, the number (u64), the body.
final class Frame {
    /// Of the file, and of a record, in bytes.
    static final int HEADER = 16;

    /// The form that this code writes. A file with a higher one is not touched.
    static final int VERSION = 1;

    /// The longest body, in bytes.
    static final int LONGEST = 16 * 1024 * 1024;

    /// No record is numbered so much higher than the one before it.
    private static final long LONGEST_LEAP = 1L << 40;

    private static final byte[] MAGIC = "ReeveRec".getBytes(StandardCharsets.US_ASCII);

    private Frame() {}

    /// The first bytes of a file.
    static byte[] fileHeader() {
        var header = ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION);
        return header.putInt(checksum(header.array(), 0, 12)).array();
    }

    /// The version that a file's first bytes tell; 0 where they tell none.
    static int version(byte[] header) {
        var read = ByteBuffer.wrap(header);
        boolean ours =
                ByteBuffer.wrap(header, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                        && read.getInt(12) == checksum(header, 0, 12);
        return ours ? read.getInt(8) : 0;
    }

    /// Writes a record's header in front of its body.
    static void seal(byte[] bytes, int at, int bodyLength, long number) {
        var record = ByteBuffer.wrap(bytes);
        record.putInt(at, bodyLength);
        record.putLong(at + 8, number);
        record.putInt(at + 4, recordChecksum(bytes, at, bodyLength));
    }

    /// Whether the length can be one.
    static boolean isLength(int length) {
        return length > 0 && length <= LONGEST;
    }

    /// Whether this number can come next. In a search among damaged bytes this leaves next to
    /// nothing to be summed up; and since text holds no byte 0 in its JSON, no text can pass.
    static boolean follows(long number, long last) {
        return number > last && number - last < LONGEST_LEAP;
    }

    /// Whether a record that lies here is whole.
    static boolean isWhole(byte[] bytes, int at, int bodyLength) {
        return ByteBuffer.wrap(bytes).getInt(at + 4) == recordChecksum(bytes, at, bodyLength);
    }

    private static int recordChecksum(byte[] bytes, int at, int bodyLength) {
        var sum = new CRC32C();
        sum.update(bytes, at, 4);
        sum.update(bytes, at + 8, 8 + bodyLength);
        return (int) sum.getValue();
    }

    private static int checksum(byte[] bytes, int at, int length) {
        var sum = new CRC32C();
        sum.update(bytes, at, length);
        return (int) sum.getValue();
    }
}

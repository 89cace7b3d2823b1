package dev.reeve.supervisor.core.record;

import java.util.Arrays;

/// Records in the form in which they are written, put together to be written at one stroke.
public final class Records {
    private byte[] bytes = new byte[4 * 1024];
    private int length;

    /// Adds a record.
    ///
    /// @param number higher than those before it
    /// @param body not empty, at most 16 MiB
    /// @return where it begins, in bytes from the first record's beginning
    public int add(long number, byte[] body, int bodyLength) {
        return add(number, body, 0, bodyLength);
    }

    /// Adds a record whose body is a part of these bytes.
    ///
    /// @param number higher than those before it
    /// @param bodyLength from 1 to 16 MiB
    /// @return where it begins, in bytes from the first record's beginning
    public int add(long number, byte[] bytesOfBody, int from, int bodyLength) {
        if (!Frame.isLength(bodyLength)) {
            throw new IllegalArgumentException("no record can have " + bodyLength + " bytes");
        }
        int at = length;
        length += Frame.HEADER + bodyLength;
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
        }
        System.arraycopy(bytesOfBody, from, bytes, at + Frame.HEADER, bodyLength);
        Frame.seal(bytes, at, bodyLength, number);
        return at;
    }

    /// How long they are together, in bytes.
    public int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }
}

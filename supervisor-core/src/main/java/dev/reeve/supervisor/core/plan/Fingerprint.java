package dev.reeve.supervisor.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A short name for plain values: equal values have the same, whatever order their maps are in.
final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    /// The first 16 hexadecimal digits of the SHA-256 of the values, written without any doubt.
    static String of(Object values) {
        var text = new StringBuilder();
        append(text, values);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void append(StringBuilder text, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((key, entry) -> sorted.put(String.valueOf(key), entry));
                text.append('{');
                sorted.forEach(
                        (key, entry) -> {
                            append(text, key);
                            append(text, entry);
                        });
                text.append('}');
            }
            case List<?> list -> {
                text.append('[');
                list.forEach(item -> append(text, item));
                text.append(']');
            }
            // The length says where a text ends, so that no two values read alike.
            default -> {
                String written = value.toString();
                text.append(value instanceof String ? 't' : 'v');
                text.append(written.length()).append(':').append(written);
            }
        }
    }
}

package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an operation stands in a trace that may reach over many systems (W3C Trace Context).
///
/// @param id of the whole trace: 32 hexadecimal digits
/// @param span of this operation: 16 hexadecimal digits
/// @param parent the span that it is a part of, or null
@Api
@Incubating(since = "1.0.0")
public record Trace(String id, String span, @Nullable String parent) {
    private static final Pattern HEADER =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /// The trace of an operation that begins here; always the same for the same name.
    public static Trace of(String thread) {
        String hash = hash(thread);
        return new Trace(hash.substring(0, 32), hash.substring(32, 48), null);
    }

    /// The trace of an operation that somebody else has asked for, who has sent this `traceparent`.
    /// One that cannot be understood counts as none.
    public static Trace of(String thread, @Nullable String traceparent) {
        Trace own = of(thread);
        Matcher header = HEADER.matcher(traceparent == null ? "" : traceparent.strip());
        boolean known =
                header.matches()
                        && !header.group(1).equals("ff")
                        && (header.group(4) == null || !header.group(1).equals("00"))
                        && !isZero(header.group(2))
                        && !isZero(header.group(3));
        return known ? new Trace(header.group(2), own.span(), header.group(3)) : own;
    }

    /// What is handed on, in the environment and in headers.
    public String traceparent() {
        return "00-" + id + "-" + span + "-01";
    }

    /// A part of this one.
    ///
    /// @param name tells it from other parts
    public Trace part(String name) {
        return new Trace(id, hash(span + name).substring(0, 16), span);
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

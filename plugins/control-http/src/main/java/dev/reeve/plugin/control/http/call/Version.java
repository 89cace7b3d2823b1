package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/// Names the state of what an answer shows, so that one who has it already need not get it again
/// (RFC 9110, section 8.8).
///
/// @param tag as it stands in `ETag`, with its quotes; `W/` in front of one that leaves something
///     aside
record Version(String tag) {
    /// No other supervisor, and none after this one, has the same.
    private static final String HERE =
            Long.toHexString(ThreadLocalRandom.current().nextLong() & 0xff_ffff_ffffL);

    /// Whatever is told by an event is in `seq`; what changes without one is looked at. How long
    /// something has been up is left aside, or nothing would ever stay the same.
    static Version of(long seq, List<ServiceTexts.Text> services) {
        long quiet = 0;
        for (ServiceTexts.Text service : services) {
            quiet = 31 * quiet + service.version();
        }
        return new Version("W/\"" + HERE + "-" + seq + "-" + Long.toHexString(quiet) + "\"");
    }

    /// What changes of a service without an event.
    static int quiet(ServiceSnapshot service) {
        return Objects.hash(
                service.key(),
                service.health(),
                service.liveness(),
                service.lastCheckedAt(),
                service.lastHealthyAt(),
                service.statusText(),
                service.endpoint(),
                service.pid());
    }

    /// The bytes themselves.
    static Version of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return new Version("\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The same answer, with this in its head.
    Answer on(Answer.Whole answer) {
        return new Answer.Whole(
                answer.status(), answer.contentType(), answer.body(), Map.of("ETag", tag));
    }

    /// An answer that names itself by its bytes.
    static Answer named(Answer answer) {
        return answer instanceof Answer.Whole whole ? of(whole.body()).on(whole) : answer;
    }

    /// What is sent to one who has it already: only that.
    static Answer unlessThere(Call call, Answer answer) {
        String there = call.header("If-None-Match");
        if (there == null
                || !call.method().equals("GET")
                || !(answer instanceof Answer.Whole whole)
                || whole.status() != 200) {
            return answer;
        }
        String tag = whole.headers().get("ETag");
        return tag != null && listed(there, tag, true)
                ? new Answer.Whole(304, "", new byte[0], whole.headers())
                : answer;
    }

    /// @param weakly whether it is enough that nothing of weight is different
    private static boolean listed(String header, String tag, boolean weakly) {
        if (header.strip().equals("*")) {
            return true;
        }
        for (String each : header.split(",", -1)) {
            String one = each.strip();
            if (weakly ? weak(one).equals(weak(tag)) : one.equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /// Refuses to change what is not as the sender knows it.
    ///
    /// @param present what there is now, or null where there is nothing
    static void check(Call call, @Nullable Version present) throws Refusal {
        String same = call.header("If-Match");
        if (same != null && (present == null || !listed(same, present.tag, false))) {
            throw Refusal.of(
                    412,
                    "changed",
                    present == null
                            ? "there is nothing to change"
                            : "it has changed since it was looked at",
                    List.of());
        }
        String other = call.header("If-None-Match");
        if (other != null && present != null && listed(other, present.tag, true)) {
            throw Refusal.of(412, "changed", "there is one already", List.of());
        }
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonText;
import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Services as JSON, each written once for all who ask, as long as it stays as it is: then only two
/// numbers change, how long it has been up and which event was the last. Used by any thread.
final class ServiceTexts {
    private static final int ROOM = 4096;

    private static final byte[] UPTIME = ascii(",\"uptime_seconds\":");
    private static final byte[] SEQ = ascii(",\"seq\":");

    private final AtomicReferenceArray<Text> newest = new AtomicReferenceArray<>(ROOM);

    /// A service as it stood when it was written.
    ///
    /// @param version of what changes without an event
    /// @param untilUptime its JSON up to that number, without it
    /// @param afterUptime what follows on it
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Text(ServiceSnapshot service, int version, byte[] untilUptime, byte[] afterUptime) {
        private static Text of(ServiceSnapshot service) {
            return new Text(
                    service,
                    Version.quiet(service),
                    JsonText.of(ServiceView.untilUptime(service)),
                    JsonText.of(ServiceView.afterUptime(service)));
        }

        /// Writes it as it stands now.
        ///
        /// @param uptime in seconds, or null
        /// @param seq the number of the last event
        void write(ByteArrayOutputStream out, @Nullable Double uptime, long seq) {
            out.write(untilUptime, 0, untilUptime.length - 1);
            out.writeBytes(UPTIME);
            out.writeBytes(ascii(uptime == null ? "null" : JsonText.of((double) uptime)));
            out.write(',');
            out.write(afterUptime, 1, afterUptime.length - 2);
            out.writeBytes(SEQ);
            out.writeBytes(ascii(Long.toString(seq)));
            out.write('}');
        }
    }

    /// What is written of a service, for as long as it stays as it is.
    Text of(ServiceSnapshot service) {
        int place = service.name().hashCode() & (ROOM - 1);
        Text there = newest.get(place);
        if (there == null || !stays(there.service(), service)) {
            there = Text.of(service);
            newest.set(place, there);
        }
        return there;
    }

    /// Whether two snapshots are the same but for the uptime. By hand, since it is asked for each
    /// service of each list: what a record brings along takes ten times as long.
    static boolean stays(ServiceSnapshot one, ServiceSnapshot other) {
        return one.phase() == other.phase()
                && one.desired() == other.desired()
                && one.health() == other.health()
                && one.run() == other.run()
                && one.restarts() == other.restarts()
                && one.starts() == other.starts()
                && one.attempts() == other.attempts()
                && one.maxAttempts() == other.maxAttempts()
                && one.drift() == other.drift()
                && Objects.equals(one.key(), other.key())
                && Objects.equals(one.pid(), other.pid())
                && Objects.equals(one.reason(), other.reason())
                && Objects.equals(one.liveness(), other.liveness())
                && Objects.equals(one.startedAt(), other.startedAt())
                && Objects.equals(one.readyAt(), other.readyAt())
                && Objects.equals(one.stoppedAt(), other.stoppedAt())
                && Objects.equals(one.nextRetryAt(), other.nextRetryAt())
                && Objects.equals(one.lastHealthyAt(), other.lastHealthyAt())
                && Objects.equals(one.lastCheckedAt(), other.lastCheckedAt())
                && Objects.equals(one.lastErrorAt(), other.lastErrorAt())
                && Objects.equals(one.lastError(), other.lastError())
                && Objects.equals(one.statusText(), other.statusText())
                && Objects.equals(one.endpoint(), other.endpoint())
                && Objects.equals(one.details(), other.details())
                && Objects.equals(one.displayName(), other.displayName())
                && Objects.equals(one.description(), other.description())
                && Objects.equals(one.dependsOn(), other.dependsOn());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.reeve.plugin.forward.syslog;

import dev.reeve.supervisor.api.control.LogLine;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Lines as messages of RFC 5424, section 6. The name of the application is the service, its
/// process identity the run, which changes when the service starts anew, and the message's kind the
/// stream.
///
/// @param host the name of this machine
/// @param application the name instead of the service's, or null
record Message(Facility facility, String host, @Nullable String application) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    byte[] of(LogLine line) {
        return "<%d>1 %s %s %s %s %s - %s"
                .formatted(
                        facility.priority(line.stream()),
                        time(line.time()),
                        field(host, 255),
                        field(application == null ? line.service() : application, 48),
                        line.run() == null ? "-" : line.run().toString(),
                        field(line.stream(), 32),
                        line.text())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : TIME.format(time);
    }

    /// Printable ASCII without blanks, at most so long; `-` stands for nothing.
    private static String field(String text, int longest) {
        String printable = text.replaceAll("[^!-~]", "_");
        String cut = printable.length() > longest ? printable.substring(0, longest) : printable;
        return cut.isEmpty() ? "-" : cut;
    }
}

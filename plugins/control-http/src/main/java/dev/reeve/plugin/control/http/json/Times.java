package dev.reeve.plugin.control.http.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as RFC 3339 in UTC with milliseconds: `2026-01-31T12:00:00.123Z`.
///
/// By hand, because a list of a hundred services holds some hundreds of times and the JDK's
/// formatter takes most of the time of such an answer.
final class Times {
    private Times() {}

    static String text(Instant time) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        var text = new StringBuilder(24);
        digits(text, at.getYear(), 1000).append('-');
        digits(text, at.getMonthValue(), 10).append('-');
        digits(text, at.getDayOfMonth(), 10).append('T');
        digits(text, at.getHour(), 10).append(':');
        digits(text, at.getMinute(), 10).append(':');
        digits(text, at.getSecond(), 10).append('.');
        return digits(text, time.getNano() / 1_000_000, 100).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }
}

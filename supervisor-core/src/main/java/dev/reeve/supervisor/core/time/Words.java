package dev.reeve.supervisor.core.time;

import java.time.Duration;

/// Spans of time as people say them.
public final class Words {
    private Words() {}

    /// `350 ms`, `1.2 s`, `90 s`.
    public static String seconds(Duration span) {
        long millis = span.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        long tenths = (millis + 50) / 100;
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
}

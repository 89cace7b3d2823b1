package dev.reeve.supervisor.launcher.text;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.TypeConversionException;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/// Reads a moment: a time as RFC 3339 writes it, or a span that ends now.
public final class Moment {
    private Moment() {}

    /// The moment, or null where the text says none.
    public static @Nullable Instant of(String text, InstantSource clock) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            try {
                return clock.instant().minus(Span.of(text));
            } catch (TypeConversionException notASpan) {
                return null;
            }
        }
    }

    /// What an option wants.
    public static String expected(String option) {
        return option + " takes a time like 2026-01-31T12:00:00Z or a span like 10m";
    }
}

package dev.reeve.supervisor.core.time;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as people write them: `200ms`, `5s`, `2m`, `1h30m`, or a number of seconds.
///
/// The units are `d`, `h`, `m`, `s` and `ms`, each at most once and the greatest first. From 0 to
/// 36500 days, so that a span always fits a clock that counts nanoseconds.
public final class Durations {
    private static final String NUMBER = "([0-9]{1,18}(?:\\.[0-9]{1,18})?)";
    private static final Pattern SECONDS = Pattern.compile(NUMBER);
    private static final Pattern UNITS =
            Pattern.compile(
                    "(?=.)(?:N d)?(?:N h)?(?:N m(?!s))?(?:N s)?(?:N ms)?"
                            .replace(" ", "")
                            .replace("N", NUMBER));
    private static final int[] MILLISECONDS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final BigDecimal LONGEST = BigDecimal.valueOf(36_500L * 86_400);

    private Durations() {}

    /// Reads a span.
    ///
    /// @param written text, or a number of seconds
    /// @return null where it is none
    public static @Nullable Duration parse(Object written) {
        return switch (written) {
            case Double seconds when !Double.isFinite(seconds) -> null;
            case Float seconds when !Float.isFinite(seconds) -> null;
            case Number seconds -> ofSeconds(new BigDecimal(seconds.toString()));
            case String text -> ofText(text.strip());
            default -> null;
        };
    }

    /// Writes a span in the form that {@link #parse} reads: `200ms`, `1h30m`, `1.5s`.
    public static String words(Duration span) {
        if (span.toSeconds() == 0 && span.toNanos() > 0 && span.toNanos() % 1_000_000 == 0) {
            return span.toMillis() + "ms";
        }
        BigDecimal seconds =
                BigDecimal.valueOf(span.toNanosPart(), 9)
                        .add(BigDecimal.valueOf(span.toSecondsPart()))
                        .stripTrailingZeros();
        long hours = span.toHours();
        return (hours == 0 ? "" : hours + "h")
                + (span.toMinutesPart() == 0 ? "" : span.toMinutesPart() + "m")
                + (seconds.signum() == 0 && span.toMinutes() > 0
                        ? ""
                        : seconds.toPlainString() + "s");
    }

    private static @Nullable Duration ofText(String text) {
        if (SECONDS.matcher(text).matches()) {
            return ofSeconds(new BigDecimal(text));
        }
        Matcher units = UNITS.matcher(text);
        if (!units.matches()) {
            return null;
        }
        BigDecimal milliseconds = BigDecimal.ZERO;
        for (int unit = 0; unit < MILLISECONDS.length; unit++) {
            String number = units.group(unit + 1);
            if (number != null) {
                milliseconds =
                        milliseconds.add(
                                new BigDecimal(number)
                                        .multiply(BigDecimal.valueOf(MILLISECONDS[unit])));
            }
        }
        return ofSeconds(milliseconds.movePointLeft(3));
    }

    private static @Nullable Duration ofSeconds(BigDecimal seconds) {
        return seconds.signum() < 0 || seconds.compareTo(LONGEST) > 0
                ? null
                : Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}

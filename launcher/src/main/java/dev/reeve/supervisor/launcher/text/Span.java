package dev.reeve.supervisor.launcher.text;

import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a span of time as a manifest writes it: `200ms`, `5s`, `2m`, `1h30m`, or a number of
/// seconds.
public final class Span {
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

    private Span() {}

    /// Reads one.
    ///
    /// @throws TypeConversionException which picocli shows as a wrong use
    public static Duration of(String text) {
        String spelled = text.strip();
        if (spelled.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            spelled += "s";
        }
        if (!WHOLE.matcher(spelled).matches()) {
            throw new TypeConversionException(
                    "`" + text + "` is not a span of time like 500ms, 5s, 2m or 1h30m");
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(spelled);
        while (part.find()) {
            var unit = BigDecimal.valueOf(MILLISECONDS.getOrDefault(part.group(2), 0L));
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return Duration.ofMillis(sum.longValue());
    }
}

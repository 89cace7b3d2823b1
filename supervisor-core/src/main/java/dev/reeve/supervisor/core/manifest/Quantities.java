package dev.reeve.supervisor.core.manifest;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Spans of time and amounts of bytes, as people write them.
public final class Quantities {
    /// The longest span that can be written.
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,9})?");
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("d", 86_400_000L, "h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,15})\\s*(?:([kmgt])(ib?|b)?|b)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";

    private Quantities() {}

    /// The span that a text says: `200ms`, `5s`, `1h30m`, `1.5s`, or a number of seconds; null
    /// where it says none, or one longer than 365 days. Units go downward, each once.
    public static @Nullable Duration duration(String text) {
        BigDecimal millis = BigDecimal.ZERO;
        if (NUMBER.matcher(text).matches()) {
            millis = new BigDecimal(text).movePointRight(3);
        } else {
            var part = PART.matcher(text);
            int at = 0;
            long last = Long.MAX_VALUE;
            while (at < text.length()) {
                long unit =
                        part.find(at) && part.start() == at
                                ? MILLIS.getOrDefault(part.group(2), 0L)
                                : Long.MAX_VALUE;
                if (unit >= last) {
                    return null;
                }
                millis =
                        millis.add(
                                new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
                last = unit;
                at = part.end();
            }
            if (at == 0) {
                return null;
            }
        }
        if (millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
            return null;
        }
        return Duration.ofNanos(millis.movePointRight(6).longValue());
    }

    /// A span in the manifest's words, such that {@link #duration} gives it back.
    public static String words(Duration span) {
        if (span.isZero()) {
            return "0s";
        }
        if (span.toNanosPart() % 1_000_000 != 0) {
            return BigDecimal.valueOf(span.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
        }
        var words = new StringBuilder();
        append(words, span.toHours(), "h");
        append(words, span.toMinutesPart(), "m");
        append(words, span.toSecondsPart(), "s");
        append(words, span.toMillisPart(), "ms");
        return words.toString();
    }

    private static void append(StringBuilder words, long amount, String unit) {
        if (amount > 0) {
            words.append(amount).append(unit);
        }
    }

    /// The number of bytes that a text says: `10MiB`, `512k`, `1GB`, `100`; null where it says
    /// none. All prefixes are binary but those before a plain `B`: `1kB` is 1000.
    public static @Nullable Long bytes(String text) {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            return null;
        }
        long amount = Long.parseLong(size.group(1));
        if (size.group(2) == null) {
            return amount;
        }
        int power = UNITS.indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
        boolean decimal = "b".equalsIgnoreCase(size.group(3));
        BigDecimal bytes =
                BigDecimal.valueOf(amount)
                        .multiply(BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : bytes.longValue();
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.problem.Problem;

import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The parameters behind the `?`. Each reader checks its value; what nobody reads is passed over.
public final class Query {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Map<String, String> values = new TreeMap<>();

    /// @param text what stands behind the `?`, or null
    Query(@Nullable String text) {
        if (text != null) {
            for (NameValuePair pair : WWWFormCodec.parse(text, StandardCharsets.UTF_8)) {
                String value = pair.getValue() == null ? "" : pair.getValue();
                values.merge(pair.getName(), value, (first, second) -> first + "," + second);
            }
        }
    }

    /// The value, or null where it is absent or empty.
    @Nullable String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /// The values, which may be separated by commas or given one by one.
    List<String> texts(String name) {
        String value = text(name);
        return value == null ? List.of() : List.of(value.split(",", -1));
    }

    /// A bare `?name` is true.
    boolean flag(String name, boolean fallback) throws Refusal {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw bad(name, "must be true or false", value);
        };
    }

    long number(String name, long least, long greatest, long fallback) throws Refusal {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, together with numbers out of range.
        }
        String range = greatest == Long.MAX_VALUE ? "from " + least : least + " to " + greatest;
        throw bad(name, "must be a whole number, " + range, value);
    }

    /// One of these words, or null where it is absent.
    @Nullable String word(String name, Collection<String> words) throws Refusal {
        String value = text(name);
        return value == null ? null : known(name, value, words);
    }

    /// Some of these words; none means no restriction.
    List<String> words(String name, Collection<String> words) throws Refusal {
        List<String> values = texts(name);
        known(name, values, words);
        return values;
    }

    /// @throws Refusal where one of these is none of those words
    static void known(String name, List<String> values, Collection<String> words) throws Refusal {
        for (String value : values) {
            known(name, value, words);
        }
    }

    private static String known(String name, String value, Collection<String> words)
            throws Refusal {
        if (!words.contains(value)) {
            throw Refusal.badValue(
                    Problem.unknown(null, name, "`" + name + "` cannot be", value, words));
        }
        return value;
    }

    @Nullable Instant time(String name) throws Refusal {
        String value = text(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException notATime) {
            throw bad(name, "must be a time like 2026-01-31T12:00:00Z", String.valueOf(value));
        }
    }

    /// A number of seconds from 0 to a day.
    Duration seconds(String name, Duration fallback) throws Refusal {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        try {
            double seconds = plain(value) ? Double.parseDouble(value) : -1;
            if (seconds >= 0 && seconds <= LONGEST.toSeconds()) {
                return Duration.ofNanos((long) (seconds * 1e9));
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, together with numbers out of range.
        }
        throw bad(name, "must be a number of seconds from 0 to 86400", value);
    }

    /// Without exponents, and without the letters that Java allows behind a number.
    private static boolean plain(String value) {
        return value.chars().allMatch(letter -> letter == '.' || (letter >= '0' && letter <= '9'));
    }

    private static Refusal bad(String name, String rule, String value) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return Refusal.badValue(name, "`" + name + "` " + rule + ", not `" + shown + "`");
    }
}

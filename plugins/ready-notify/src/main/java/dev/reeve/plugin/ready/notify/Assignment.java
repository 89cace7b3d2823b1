package dev.reeve.plugin.ready.notify;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One line of a message: `READY=1`.
record Assignment(String name, String value) {
    private static final int SHOWN = 200;

    /// The lines of a message, in their order; what is no assignment is left out.
    static List<Assignment> in(String text) {
        return text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .map(
                        line -> {
                            int at = line.indexOf('=');
                            return new Assignment(line.substring(0, at), line.substring(at + 1));
                        })
                .toList();
    }

    boolean isOne() {
        return value.equals("1");
    }

    /// Its value as a number, where it is one that is not negative.
    OptionalLong number() {
        return value.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }

    /// Its value as a span in microseconds, where it is one.
    Optional<Duration> micros() {
        OptionalLong number = number();
        return number.isPresent()
                ? Optional.of(Duration.of(number.getAsLong(), ChronoUnit.MICROS))
                : Optional.empty();
    }

    /// Its value for people: one line, short, free of what steers terminals.
    String words() {
        String plain = value.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ").strip();
        return plain.codePointCount(0, plain.length()) <= SHOWN
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, SHOWN));
    }
}

package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Random;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "200ms, 200",
        "5s, 5000",
        "2m, 120000",
        "1h30m, 5400000",
        "1d, 86400000",
        "0, 0",
        "5, 5000",
        "0.1, 100",
        "1.5s, 1500",
        "1m0.5s, 60500",
        "365d, 31536000000"
    })
    void aSpanIsWhatItsTextSays(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Quantities.duration(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "-1",
                "-1s",
                "5 s",
                "5x",
                "1s1h",
                "1s1s",
                "1e3",
                "NaN",
                ".5",
                "366d",
                "99999999999999",
                "1h 30m",
                "0x10",
                "٣s",
                "5s\n"
            })
    void whatSaysNoSpanIsNone(String text) {
        assertNull(Quantities.duration(text));
    }

    @Test
    void aSpanIsReadBackFromItsWords() {
        var random = new Random(7);
        for (int at = 0; at < 2_000; at++) {
            long nanos = random.nextLong(Quantities.LONGEST.toNanos());
            Duration span =
                    switch (at % 3) {
                        case 0 -> Duration.ofNanos(nanos);
                        case 1 -> Duration.ofMillis(nanos / 1_000_000);
                        default -> Duration.ofSeconds(nanos / 1_000_000_000);
                    };
            assertEquals(span, Quantities.duration(Quantities.words(span)));
        }
    }

    @Test
    void wordsAreThoseThatPeopleWrite() {
        assertEquals("5s", Quantities.words(Duration.ofSeconds(5)));
        assertEquals("1h30m", Quantities.words(Duration.ofMinutes(90)));
        assertEquals("100ms", Quantities.words(Duration.ofMillis(100)));
        assertEquals("0s", Quantities.words(Duration.ZERO));
        assertEquals("0.0000005s", Quantities.words(Duration.ofNanos(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100",
        "100B, 100",
        "512k, 524288",
        "10MiB, 10485760",
        "1GB, 1000000000",
        "1T, 1099511627776",
        "3 Ki, 3072"
    })
    void aSizeIsWhatItsTextSays(String text, long bytes) {
        assertEquals(bytes, Quantities.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "k", "1.5M", "5x", "1ib", "999999999999999T"})
    void whatSaysNoSizeIsNone(String text) {
        assertNull(Quantities.bytes(text));
    }
}

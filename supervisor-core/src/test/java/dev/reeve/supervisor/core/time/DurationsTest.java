package dev.reeve.supervisor.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "200ms, PT0.2S",
        "5s, PT5S",
        "2m, PT2M",
        "1h30m, PT1H30M",
        "1d2h, PT26H",
        "1m500ms, PT1M0.5S",
        "1.5s, PT1.5S",
        "0, PT0S",
        "90, PT1M30S",
        "0.25, PT0.25S",
        "36500d, PT876000H"
    })
    void whatPeopleWriteIsUnderstood(String text, Duration span) {
        assertEquals(span, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "s", "5 s", "5x", "-1s", "30m1h", "5s5s", "1e3", "36501d", "٣s"})
    void whatIsNoSpanIsNone(String text) {
        assertNull(Durations.parse(text));
    }

    @Test
    void aNumberIsSeconds() {
        assertEquals(Duration.ofSeconds(2), Durations.parse(2L));
        assertEquals(Duration.ofMillis(500), Durations.parse(0.5));
        assertNull(Durations.parse(-1));
        assertNull(Durations.parse(Double.NaN));
        assertNull(Durations.parse(new BigDecimal("1e999999999")));
        assertNull(Durations.parse(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0s", "200ms", "5s", "2m", "1h30m", "26h", "1.5s", "1m0.25s", "0.0005s"})
    void whatIsWrittenIsReadAgain(String words) {
        Duration span = Durations.parse(words);
        assertEquals(words, Durations.words(span));
    }
}

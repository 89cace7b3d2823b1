package dev.reeve.supervisor.launcher.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;
import java.time.Duration;

class WordsTest {
    @Test
    void anAgeIsItsTwoLargestUnits() {
        assertEquals("0s", Words.age(0.4));
        assertEquals("59s", Words.age(59));
        assertEquals("2m 5s", Words.age(new BigDecimal("125.9")));
        assertEquals("1h 0m", Words.age(3_659));
        assertEquals("3d 2h", Words.age(3 * 86_400 + 2 * 3_600 + 59));
        assertEquals("-", Words.age(null));
    }

    @Test
    void aSizeHasItsUnit() {
        assertEquals("1023 B", Words.size(1023));
        assertEquals("1.0 KiB", Words.size(1024));
        assertEquals("8.0 EiB", Words.size(Long.MAX_VALUE));
    }

    @Test
    void onlyWhatCouldSteerATerminalIsWrittenOut() {
        assertEquals("tab\there, zwölf 🎉", Words.harmless("tab\there, zwölf 🎉"));
        assertEquals("\\x1b[2J\\x00\\x7f\\x9b\\x0a", Words.harmless("\u001b[2J\0\u007f\u009b\n"));
        assertEquals("\\u202egnp.exe", Words.harmless("\u202egnp.exe"));
    }

    @Test
    void spansAreReadAsTheManifestReadsThem() {
        assertEquals(Duration.ofMillis(200), Span.of("200ms"));
        assertEquals(Duration.ofMinutes(90), Span.of("1h30m"));
        assertEquals(Duration.ofMillis(1500), Span.of("1.5"));
        for (String wrong : new String[] {"", "5x", "-1s", "s", "1 s", "9999999999s"}) {
            assertThrows(TypeConversionException.class, () -> Span.of(wrong), wrong);
        }
    }
}

package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.model.LogPolicy.Format;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class LayoutTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

    @Test
    void aTimeStandsBeforeEachLineHoweverItComes() {
        Layout layout = Layout.of(Format.TIMESTAMPED, "web", "stdout");
        String text = laid(layout, "a\nb") + laid(layout, "c\n\n") + laid(layout, "d");
        assertEquals(
                """
                2026-01-31T12:00:00.123Z a
                2026-01-31T12:00:00.123Z bc
                2026-01-31T12:00:00.123Z\s
                2026-01-31T12:00:00.123Z d\
                """,
                text);
        assertEquals("\n", rest(layout));
        assertEquals("2026-01-31T12:00:00.123Z e", laid(layout, "e"));
    }

    @Test
    void everyLineIsAnObjectOfItsOwn() {
        Layout layout = Layout.of(Format.JSON, "web", "stderr");
        String text = laid(layout, "say \"a\"\u001b[31m\nb") + rest(layout);
        assertEquals(
                """
                {"time":"2026-01-31T12:00:00.123Z","service":"web","run":7,"stream":"stderr","text":"say \\"a\\"\\u001B[31m"}
                {"time":"2026-01-31T12:00:00.123Z","service":"web","run":7,"stream":"stderr","text":"b"}
                """,
                text);
    }

    @Test
    void whatWasLaidOutIsReadBack() {
        for (Format format : Format.values()) {
            String text = laid(Layout.of(format, "web", "stdout"), "hé \"x\"\t\n").strip();
            LogLine line =
                    new LineReader(format, "web", "stdout")
                            .line(text, new MarkTable.Mark(0, NOW.toEpochMilli(), 7));
            assertEquals("hé \"x\"", line.text().strip(), format.toString());
            assertEquals(NOW.toEpochMilli(), line.time().toEpochMilli());
            assertEquals(7, line.run());
        }
    }

    @Test
    void aLineOfAnotherFormatIsTakenAsItIs() {
        for (String text :
                new String[] {"plain", "{\"a\": 1}", "{", "", "2026-13-31T12:00:00.123Z x"}) {
            assertEquals(text, new LineReader(Format.JSON, "w", "stdout").line(text, null).text());
            assertEquals(
                    text,
                    new LineReader(Format.TIMESTAMPED, "w", "stdout").line(text, null).text());
        }
    }

    private static String laid(Layout layout, String text) {
        return text(layout.laid(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 7, NOW));
    }

    private static String rest(Layout layout) {
        return text(layout.end(7, NOW));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}

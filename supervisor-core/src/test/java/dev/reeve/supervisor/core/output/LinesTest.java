package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class LinesTest {
    private final List<String> told = new ArrayList<>();
    private final Lines lines = new Lines(told::add);

    @Test
    void aLineMayComeInPieces() {
        take("one\ntw");
        take("o\n\nthr");
        assertEquals(List.of("one", "two", ""), told);
        lines.flush();
        lines.flush();
        assertEquals(List.of("one", "two", "", "thr"), told);
    }

    @Test
    void aLineThatIsTooLongIsCut() {
        take("x".repeat(Lines.LONGEST * 2 + 1) + "\n");
        assertEquals(List.of(65536, 65536, 1), told.stream().map(String::length).toList());
    }

    @Test
    void aLineOfJustTheLongestLengthIsWhole() {
        take("x".repeat(Lines.LONGEST) + "\ny\n");
        assertEquals(List.of(65536, 1), told.stream().map(String::length).toList());
    }

    @Test
    void aCutDoesNotDivideALetter() {
        for (int lead = 0; lead < 4; lead++) {
            told.clear();
            take("x".repeat(lead) + "𝄞".repeat(40_000) + "\n");
            assertEquals("x".repeat(lead) + "𝄞".repeat(40_000), String.join("", told));
        }
    }

    @Test
    void bytesThatAreNoLettersAreReplaced() {
        lines.take(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\n'}));
        assertEquals(List.of("a\ufffdb"), told);
    }

    @Test
    void continuationBytesWithoutEndAreCutAllTheSame() {
        byte[] bytes = new byte[Lines.LONGEST * 3];
        java.util.Arrays.fill(bytes, (byte) 0x80);
        lines.take(ByteBuffer.wrap(bytes));
        assertEquals(2, told.size());
    }

    private void take(String text) {
        lines.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}

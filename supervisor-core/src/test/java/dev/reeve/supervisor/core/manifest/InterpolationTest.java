package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.problem.Location;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class InterpolationTest {
    private static final Location HERE = new Location("m.yaml", 1, 1);
    private final Problems problems = new Problems();
    private final Interpolation interpolation =
            new Interpolation(
                    Map.of("A", "1", "EMPTY", "", "DOLLAR", "${A}", "API_KEY", "s3cret"), problems);

    private Node.Scalar apply(String text) {
        return (Node.Scalar) interpolation.apply(new Node.Scalar(HERE, text, Node.Type.TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "x${A}y, x1y",
        "${A}${A}, 11",
        "$$, $",
        "$${A}, ${A}",
        "$$$${A}, $${A}",
        "$$${A}, $1",
        "$A, $A",
        "a$, a$",
        "${NONE:-d}, d",
        "${EMPTY:-d}, d",
        "${A:-d}, 1",
        "${NONE:-}z, z",
        "${NONE:-${A}}, 1",
        "${NONE:-${NONE:-x}y}, xy",
        "${A:?no}, 1",
        "a${EMPTY}b, ab",
        "${DOLLAR}, ${A}",
        "${NONE:-a:b-c}, a:b-c"
    })
    void variablesAreReplaced(String written, String read) {
        assertEquals(read, apply(written).text());
        assertTrue(problems.none());
    }

    @Test
    void aTextWithoutADollarKeepsItsType() {
        var number = new Node.Scalar(HERE, "5", Node.Type.INTEGER);
        assertSame(number, interpolation.apply(number));
    }

    @Test
    void whatCameFromASecretIsShownAsItWasWritten() {
        assertEquals("s3cret", apply("${API_KEY}").text());
        assertEquals("${API_KEY}", apply("${API_KEY}").shown());
        assertEquals("1", apply("${A}").shown());
    }

    @Test
    void keysAndIgnoredEntriesAreLeftAlone() {
        var value = new Node.Scalar(HERE, "${NONE}", Node.Type.TEXT);
        var mapping =
                new Node.Entries(
                        HERE,
                        List.of(
                                new Node.Entry(HERE, "x-mine", value),
                                new Node.Entry(
                                        HERE, "${A}", new Node.Scalar(HERE, "v", Node.Type.TEXT))));
        assertEquals(mapping, interpolation.apply(mapping));
        assertTrue(problems.none());
    }
}

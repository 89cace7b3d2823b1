package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Map;

class EnvironmentFileTest {
    @Test
    void eachLineSetsAVariable() {
        var problems = new Problems();
        Map<String, String> read =
                EnvironmentFile.of(
                        ".env",
                        """
                        # a comment

                        A=1
                        export B = two words \s
                        C='single $A \\n'
                        D="double \\"q\\" \\$A\\n\\x"  # comment
                        E=
                        F=a#b # comment
                        A=last
                        G=a=b
                        """,
                        problems);
        assertEquals(
                Map.of(
                        "A",
                        "last",
                        "B",
                        "two words",
                        "C",
                        "single $A \\n",
                        "D",
                        "double \"q\" $A\n\\x",
                        "E",
                        "",
                        "F",
                        "a#b",
                        "G",
                        "a=b"),
                read);
        assertTrue(problems.none());
    }
}

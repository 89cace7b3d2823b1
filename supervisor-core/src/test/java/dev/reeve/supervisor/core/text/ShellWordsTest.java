package dev.reeve.supervisor.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

class ShellWordsTest {
    /// What the words are is asked of the shell itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 1",
                "  a   b\tc  ",
                "'a b' c",
                "\"a b\" c",
                "a'b'c\"d\"e",
                "a\\ b",
                "'it'\\''s'",
                "\"a\\\"b\\\\c\\n\"",
                "'\\n'",
                "a\\\\b",
                "\"$\"x",
                "x=1 y",
                "a\\\nb",
                "\"a\\\nb\"",
                "'a|b;c' \"d&e\"",
                "-x --long='two words'",
                "a\\'b",
                "é'ü'",
                "a\nb"
            })
    void aLineIsSplitAsTheShellWould(String line) throws IOException, InterruptedException {
        var shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "printf '%s\\001' "
                                        + line.replace("\n", line.contains("\\\n") ? "\n" : " "))
                        .start();
        String printed = new String(shell.getInputStream().readAllBytes());
        assertEquals(0, shell.waitFor());
        assertEquals(List.of(printed.split("\u0001")), ShellWords.of(line, "run one").words());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | b", "a && b", "a; b", "a > b", "a < b", "(a)", "`a`", "'a", "\"a", "", "  ",
                "a ''"
            })
    void whatNeedsAShellOrIsOpenIsAMistake(String line) {
        ShellWords split = ShellWords.of(line, "run one");
        assertTrue(split.words().isEmpty());
        assertTrue(!split.mistake().isEmpty());
    }

    @Test
    void nothingIsExpanded() {
        assertEquals(
                List.of("echo", "$HOME", "~", "*", "#"),
                ShellWords.of("echo $HOME ~ * #", "run one").words());
    }
}

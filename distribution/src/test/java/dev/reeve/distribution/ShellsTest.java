package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

/// What the zip's `share` gives to shells and to `man`.
class ShellsTest {
    private static final String MANIFEST =
            """
            services:
              web: {command: [sleep, "1000"]}
              worker-1: {command: [sleep, "1000"]}
              other: {command: [sleep, "1000"]}
            """;

    @Test
    void bashCompletesTheNamesOfServices() throws Exception {
        Programs.assumeThere("bash");
        completes(
                "bash",
                """
                . "$SHARE/bash-completion/completions/reeve"
                COMP_WORDS=("$REEVE" restart w); COMP_CWORD=2
                _reeve
                printf '%s\\n' "${COMPREPLY[@]}"
                """);
    }

    /// zsh completes in its line editor only, so what is handed to it is looked at.
    @Test
    void zshCompletesTheNamesOfServices() throws Exception {
        Programs.assumeThere("zsh");
        completes(
                "zsh",
                """
                compdef() { }
                _describe() { print -l -- ${candidates%%:*} }
                . "$SHARE/zsh/site-functions/_reeve"
                words=("$REEVE" restart w); CURRENT=3
                _reeve
                """);
    }

    @Test
    void fishCompletesTheNamesOfServices() throws Exception {
        Programs.assumeThere("fish");
        completes(
                "fish",
                """
                fish_add_path -P (dirname $REEVE)
                source $SHARE/fish/vendor_completions.d/reeve.fish
                complete -C'reeve restart w' | string replace -r '\\t.*' ''
                """);
    }

    @Test
    void theManualPageIsWithoutMistakes() throws Exception {
        Programs.assumeThere("mandoc");
        try (var household = new Household()) {
            var page = Unzipped.folder().resolve("share/man/man1/reeve.1").toString();
            var ran = household.run(List.of("mandoc", "-T", "lint", "-W", "warning", page));
            assertEquals("", ran.out() + ran.err());
            assertEquals(0, ran.code());
        }
    }

    private static void completes(String shell, String script) throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", MANIFEST);
            var up = household.up();
            for (var name : List.of("web", "worker-1", "other")) {
                household.awaitPhase(name, "running");
            }
            var ran =
                    household.run(
                            List.of(
                                    "env",
                                    "HOME=" + household.folder(),
                                    "REEVE=" + Unzipped.reeve(),
                                    "SHARE=" + Unzipped.folder().resolve("share"),
                                    shell,
                                    "-c",
                                    script));
            assertEquals(
                    List.of("web", "worker-1"),
                    ran.out().lines().sorted().collect(Collectors.toList()),
                    ran::toString);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }
}

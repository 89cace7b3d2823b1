package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.state.Exit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Becoming another program.
class SuccessionTest extends LinuxKernelScene {
    @Test
    void childrenStayChildrenAndEndWithTheirCodes() throws Exception {
        // One goes on, one ends while nobody watches, one is killed and leaves something.
        List<String> said =
                run(
                        Succeeding.command(
                                "first",
                                folder.toString(),
                                "sleep 3; exit 9",
                                "sleep 0.1; exit 5",
                                "sleep 61 & sleep 1; kill -9 $$"));
        assertEquals(said.get(0), said.get(1), "it has another pid: " + said);
        assertEquals(
                List.of("exited with 9", "exited with 5", "killed by KILL, something was left"),
                said.subList(2, said.size()));
    }

    @Test
    void nothingOfOursIsLeft() throws Exception {
        var command =
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo $A; ls /proc/$$/fd; cat"
                                + " /proc/$$/timerslack_ns; ulimit -c >/dev/null; umask");
        List<String> usual =
                run(List.of("/usr/bin/env", "A=b c", command.get(0), "-c", command.get(2)));
        assertEquals(
                usual, run(Succeeding.command("become", command.get(0), "-c", command.get(2))));
    }

    @Test
    void aSignalThatWasIgnoredOrBlockedIsNot() throws Exception {
        String java =
                String.join(
                        "' '",
                        Succeeding.command(
                                "become", "/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"));
        for (String line : run(List.of("/bin/sh", "-c", "trap '' PIPE; exec '" + java + "'"))) {
            // Not 32 and 33, the C library's own, which whoever runs this may have had ignored.
            long mask = Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
            assertEquals(0, mask & ~0x180000000L, line);
        }
    }

    @Test
    void whereItFailsAllGoesOn() throws IOException {
        var failure =
                assertThrows(
                        IOException.class,
                        () -> kernel.become(List.of("/no/such/reeve", "up"), Map.of()));
        assertEquals(
                "cannot become `/no/such/reeve`: No such file or directory", failure.getMessage());
        failure =
                assertThrows(
                        IOException.class,
                        () -> kernel.become(List.of("/bin/sh", "a\0b"), Map.of()));
        assertEquals("cannot become `/bin/sh`: a word of it holds a NUL", failure.getMessage());
        assertEquals(new Exit.Code(3), shell("exit 3").ended().exit());
    }

    private List<String> run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out().toFile())
                        .start();
        process.getOutputStream().close();
        process.waitFor();
        return List.of(Files.readString(out(), StandardCharsets.UTF_8).split("\n"));
    }
}

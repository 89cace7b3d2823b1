package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Survivor;
import dev.reeve.supervisor.core.kernel.Watched;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What is seen of other processes.
class SightsTest extends LinuxKernelScene {
    @Test
    void everythingOfAProcessIsSeen() throws IOException {
        environment = Map.of("PATH", "/usr/bin:/bin", "A", "b=c d", "EMPTY", "");
        Watched child = spawn(request("/bin/sleep", "61"));
        Sight sight = seen(child);
        assertEquals(child.child().pid(), sight.pid());
        assertEquals(Path.of("/bin/sleep").toRealPath(), sight.program());
        assertEquals(List.of("/bin/sleep", "61"), sight.command());
        assertEquals(folder.toRealPath(), sight.directory());
        assertEquals(environment, sight.environment());
        assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), (int) sight.user());
        Duration off = Duration.between(child.child().spawnedAt(), sight.startedAt());
        assertTrue(off.abs().toMillis() < 30, "its start is off by " + off);
        assertTrue(kernel.lookAtAll().stream().anyMatch(s -> s.pid() == sight.pid()));
    }

    @Test
    void aNameThatLooksLikeAStatLineIsReadRight() throws IOException {
        Path program = folder.resolve(") R 1 1 (x");
        Files.copy(Path.of("/bin/sleep"), program);
        Watched child = spawn(request(program.toString(), "61"));
        Sight sight = seen(child);
        assertEquals(program.toRealPath(), sight.program());
        assertEquals(child.child().startTime(), sight.startTime());
    }

    @Test
    void theProgramOfAProcessIsNamedAlsoWhenItsFileWasReplaced() throws IOException {
        Path program = folder.resolve("sleeper");
        Files.copy(Path.of("/bin/sleep"), program);
        Watched child = spawn(request(program.toString(), "61"));
        Files.delete(program);
        Sight sight = seen(child);
        assertEquals(folder.toRealPath().resolve("sleeper"), sight.program());
    }

    @Test
    void aThreadOfTheKernelHasNoCommandAndWhatIsNotThereIsNotSeen() {
        kernel.lookAtAll().stream()
                .filter(sight -> sight.program() == null && sight.command().isEmpty())
                .findFirst()
                .ifPresent(sight -> assertTrue(sight.pid() > 1));
        assertNull(kernel.look(0));
        assertNull(kernel.look(-1));
        assertNull(kernel.look(1L << 40));
    }

    @Test
    void oneThatHasEndedButWasNotReapedIsNotSeen() throws Exception {
        Watched child = shell("sleep 0 & exec sleep 61");
        await(
                () ->
                        ProcessHandle.of(child.child().pid())
                                .orElseThrow()
                                .children()
                                .anyMatch(inner -> state(inner.pid()) == 'Z'));
        long zombie =
                ProcessHandle.of(child.child().pid())
                        .orElseThrow()
                        .children()
                        .findFirst()
                        .orElseThrow()
                        .pid();
        assertNull(kernel.look(zombie));
        assertTrue(kernel.lookAtAll().stream().noneMatch(sight -> sight.pid() == zombie));
    }

    @Test
    void survivorsAreFoundByTheirInstanceOldestFirst() throws IOException {
        Watched first = child("abc:web:3");
        Watched second = child("abc:db:1:more");
        child("abcd:web:3");
        child("other:abc:3");
        environment = Map.of("X", "REEVE_RUN=abc:web:9", "REEVE_RUN_NUMBER", "abc:web:9");
        spawn(request("/bin/sleep", "61"));
        List<Survivor> survivors = kernel.survivors("abc");
        assertEquals(
                List.of("abc:web:3", "abc:db:1:more"),
                survivors.stream().map(Survivor::token).toList());
        assertEquals(first.child().pid(), survivors.getFirst().pid());
        assertEquals(first.child().startTime(), survivors.getFirst().startTime());
        assertEquals(second.child().startTime(), survivors.getLast().startTime());
    }

    @Test
    void whoHasEndedIsNoSurvivor() throws IOException {
        environment = Map.of("PATH", "/usr/bin:/bin", "REEVE_RUN", "abc:web:3");
        Watched child = shell("sleep 0 & exec sleep 61");
        await(() -> kernel.survivors("abc").size() == 1);
        child.child().kill();
        child.empty();
        assertEquals(List.of(), kernel.survivors("abc"));
    }

    @Test
    void aLookAtAllStaysQuickAndMeetsProcessesThatVanish() {
        Watched storm = shell("while :; do /bin/true; done");
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertFalse(kernel.lookAtAll().isEmpty());
            assertEquals(List.of(), kernel.survivors("nobody"));
        }
        assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 20);
        storm.child().kill();
    }

    /// The arguments are there a moment after the exec.
    private Sight seen(Watched child) {
        long pid = child.child().pid();
        await(() -> !kernel.look(pid).command().isEmpty());
        return kernel.look(pid);
    }

    private Watched child(String token) {
        environment = Map.of("PATH", "/usr/bin:/bin", "REEVE_RUN", token);
        Watched child = spawn(request("/bin/sleep", "61"));
        long start = child.child().startTime();
        // The next one is to be younger by a clock tick.
        await(() -> ticks() > start);
        return child;
    }

    private long ticks() {
        Watched probe = spawn(request("/bin/true"));
        probe.ended();
        return probe.child().startTime();
    }
}

package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Watched;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is left of a child, however it hides.
class LeftoversTest extends LinuxKernelScene {
    /// Gives up everything that could be recognised: parent, session, group, environment, output.
    private static final String HIDE =
            "setsid sh -c 'env -i sh -c \"exec setsid sleep 61\" </dev/null >/dev/null 2>&1 & echo"
                    + " $! > hidden' ";

    @Test
    void aBackgroundChildIsSaidToBeLeft() throws IOException {
        Watched child = shell("sleep 61 & echo $! > left");
        assertTrue(child.ended().leftovers());
        long left = pid("left");
        assertEquals(Set.of(left), child.child().processes());
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(left));
    }

    @Test
    void whatIsLeftAndEndsByItselfIsToldToo() {
        Watched child = shell("sleep 0.3 &");
        assertTrue(child.ended().leftovers());
        child.empty();
    }

    @Test
    void whatIsLeftGetsSignals() {
        Watched child = shell("sleep 61 & setsid sleep 61 & sleep 0.2");
        assertTrue(child.ended().leftovers());
        child.child().signal(Signal.TERM);
        child.empty();
    }

    @Test
    void aLeftoverThatIsStoppedObeysTerm() {
        Watched child = shell("sh -c 'kill -STOP $$' & sleep 0.2");
        child.ended();
        child.child().signal(Signal.TERM);
        child.empty();
    }

    @Test
    void aDaemonInAnotherSessionIsFoundByItsEnvironment() throws IOException {
        environment = Map.of("PATH", "/usr/bin:/bin", "REEVE_RUN", "abc:web:1");
        Watched child = shell("setsid sh -c 'setsid sleep 61 & echo $! > left' & sleep 0.3");
        assertTrue(child.ended().leftovers());
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(pid("left")));
    }

    @Test
    void whoHidesFromEverythingIsFoundByItsTimerSlack() throws IOException {
        assumeTrue(marksCanBeRead(), "CAP_SYS_NICE");
        Watched child = shell(HIDE + "; exit 0");
        assertTrue(child.ended().leftovers());
        long hidden = pid("hidden");
        assertTrue(child.child().processes().contains(hidden));
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(hidden));
    }

    @Test
    void whoHidesIsFoundWhileTheMainProcessLivesToo() throws IOException {
        assumeTrue(marksCanBeRead(), "CAP_SYS_NICE");
        Watched child = shell(HIDE + "; echo ready; exec sleep 61");
        await(() -> Files.size(out()) > 0);
        long hidden = pid("hidden");
        assertTrue(child.child().processes().contains(hidden));
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(hidden));
    }

    @Test
    void aDescendantWithoutAnyMarkIsKnownByHavingBeenSeen() throws IOException {
        // It has its own session, no environment, and the usual timer slack, and its parent lives
        // on.
        Watched child =
                shell(
                        "env -i setsid python3 -c '"
                                + "import ctypes,os,time;"
                                + "ctypes.CDLL(None).prctl(29,50000,0,0,0);"
                                + "open(\"left\",\"w\").write(str(os.getpid()));"
                                + "time.sleep(61)' & sleep 61; exit 0");
        assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "python3");
        await(() -> Files.exists(folder.resolve("left")) && pid("left") > 0);
        child.child().signal(Signal.TERM);
        assertTrue(child.ended().leftovers());
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(pid("left")));
    }

    @Test
    void aStrangersChildrenAreLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("/bin/sleep", "61").start();
        Watched child = shell("sleep 61 & exit 0");
        child.ended();
        child.child().kill();
        child.empty();
        assertTrue(stranger.isAlive());
        stranger.destroy();
        assertEquals(128 + 15, stranger.waitFor());
    }

    @Test
    void theLeftoversOfOneAreNotAnothers() {
        Watched one = shell("sleep 61 & exit 0");
        Watched other = shell("sleep 61 & exit 0");
        one.ended();
        other.ended();
        Set<Long> others = other.child().processes();
        one.child().kill();
        one.empty();
        assertEquals(1, other.events().size());
        assertEquals(others, other.child().processes());
    }

    @Test
    void sixtyFourOrphansThatForkOnAreEnded() {
        // Each is in a session of its own, and starts a new child when the old one is killed.
        Watched child =
                shell(
                        "i=0; while [ $i -lt 64 ]; do (setsid sh -c 'while :; do sleep 61; done' &)"
                                + " ; i=$((i+1)); done; echo ready; exec sleep 61");
        await(() -> child.child().processes().size() >= 129);
        Set<Long> before = new HashSet<>(child.child().processes());
        child.child().kill();
        child.empty();
        assertAllGone(before);
        assertEquals(Set.of(), child.child().processes());
    }

    @Test
    void whoMakesOrphansWithoutEndHoldsNobodyUp() {
        Watched storm =
                shell(
                        "for i in 1 2 3 4; do setsid sh -c 'while :; do (sleep 0.01 &) ; sleep"
                                + " 0.01; done' & done; echo ready; wait");
        await(() -> storm.child().processes().size() >= 6);
        for (int i = 0; i < 20; i++) {
            Watched other = shell("exit 0");
            other.ended();
            other.child().kill();
        }
        Set<Long> before = new HashSet<>(storm.child().processes());
        storm.child().kill();
        storm.empty();
        assertAllGone(before);
    }

    @Test
    void aNameThatLooksLikeAStatLineIsReadRight() throws IOException {
        Path program = folder.resolve(") R 1 1 (x");
        Files.copy(Path.of("/bin/sleep"), program);
        Watched child = shell("setsid './) R 1 1 (x' 61 & sleep 0.3; exit 0");
        assertTrue(child.ended().leftovers());
        Set<Long> left = child.child().processes();
        assertEquals(1, left.size());
        child.child().kill();
        child.empty();
        assertAllGone(left);
    }

    @Test
    void orphansThatEndWhileTheirServiceGoesOnAreReaped() throws IOException {
        Watched child = shell("(setsid sh -c 'echo $$ > left; sleep 0.2' &) ; exec sleep 61");
        await(() -> Files.exists(folder.resolve("left")) && pid("left") > 0);
        long orphan = pid("left");
        long start = System.nanoTime();
        await(() -> state(orphan) == 0);
        assertTrue(System.nanoTime() - start < 3_000_000_000L);
        assertEquals(0, child.events().size());
    }

    @Test
    void zombiesOfNobodyAreReaped() throws Exception {
        Path pid = folder.resolve("left");
        Process foreign =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                "(setsid sh -c 'echo $$ > " + pid + "; sleep 0.5' &)")
                        .start();
        assertEquals(0, foreign.waitFor());
        await(() -> Files.exists(pid) && pid("left") > 0);
        long orphan = pid("left");
        await(() -> state(orphan) == 0);
    }

    @Test
    void aMassDeathIsToldForEachAndLeavesNothing() {
        var children = new ArrayList<Watched>();
        for (int i = 0; i < 200; i++) {
            children.add(shell(i % 2 == 0 ? "sleep 61 & wait" : "exec sleep 61"));
        }
        var pids = new HashSet<Long>();
        for (Watched child : children) {
            pids.addAll(child.child().processes());
        }
        children.forEach(child -> child.child().kill());
        children.forEach(Watched::empty);
        assertAllGone(pids);
    }

    @Test
    void aBugOfAListenerDoesNotEndTheWatch() {
        kernel.spawn(
                request("/bin/true"),
                child -> {},
                (ChildEvent event) -> {
                    throw new IllegalStateException("a bug");
                });
        assertFalse(shell("exit 0").ended().leftovers());
    }

    private long pid(String file) throws IOException {
        String text = Files.readString(folder.resolve(file)).strip();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static boolean marksCanBeRead() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        int at = status.indexOf("CapEff:") + 8;
        long effective = Long.parseUnsignedLong(status.substring(at, at + 16), 16);
        return (effective & 1 << 23) != 0;
    }
}

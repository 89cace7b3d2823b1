package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.Watched;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Processes that run already, ours and others'.
class AdoptionTest extends LinuxKernelScene {
    private static final String TOKEN = "abc:web:3";
    private final List<Stranger> strangers = new ArrayList<>();

    @AfterEach
    void endTheStrangers() {
        for (Stranger stranger : strangers) {
            ProcessHandle.of(stranger.pid).ifPresent(ProcessHandle::destroyForcibly);
            stranger.close();
        }
    }

    @Test
    void theEndOfAStrangerIsSeenAtOnceButNotHow() throws IOException {
        Watched child = adopt(stranger("sleep 0.3; exit 7"));
        assertEquals(new Exit.Unseen(), child.ended().exit());
        assertFalse(child.ended().leftovers());
    }

    @Test
    void itIsToldAsItIs() throws IOException {
        Stranger stranger = stranger("exec sleep 61");
        AdoptRequest request = stranger.request(kernel(), TOKEN);
        Watched child = adopt(request);
        assertEquals(stranger.pid, child.child().pid());
        assertEquals(request.startTime(), child.child().startTime());
        assertEquals(request.spawnedAt(), child.child().spawnedAt());
        assertEquals(Set.of(stranger.pid), child.child().processes());
        assertEquals(List.of(), child.events());
    }

    @Test
    void aSignalReachesItsGroup() throws IOException {
        Stranger stranger =
                stranger(
                        "trap : USR1; sh -c 'trap \"touch got; exit\" USR1; touch up; while"
                                + " :; do sleep 0.05; done' & while :; do sleep 0.05; done");
        Watched child = adopt(stranger);
        await(() -> Files.exists(folder.resolve("up")));
        child.child().signal(Signal.named("USR1").orElseThrow());
        await(() -> Files.exists(folder.resolve("got")));
        child.child().signal(Signal.TERM);
        child.empty();
    }

    @Test
    void aStoppedStrangerObeysTerm() throws IOException {
        Stranger stranger = stranger("kill -STOP $$; sleep 61");
        await(() -> state(stranger.pid) == 'T');
        Watched child = adopt(stranger);
        child.child().signal(Signal.TERM);
        child.empty();
    }

    @Test
    void whatIsLeftOfAStrangerIsFoundByItsGroupItsSessionAndItsToken() throws IOException {
        Stranger stranger =
                stranger(
                        "sleep 61 & setsid sleep 61 & setsid sh -c 'setsid sleep 61 & exit' & "
                                + "sleep 0.5; exit 1");
        Watched child = adopt(stranger);
        assertTrue(child.ended().leftovers());
        Set<Long> left = child.child().processes();
        assertEquals(3, left.size());
        child.child().kill();
        child.empty();
        assertAllGone(left);
    }

    @Test
    void whatHasNoMarkIsKnownByHavingBeenSeen() throws IOException {
        Stranger stranger = stranger("env -i setsid sh -c 'touch up; exec sleep 61' & sleep 61");
        Watched child = adopt(stranger);
        await(() -> Files.exists(folder.resolve("up")));
        child.child().signal(Signal.TERM);
        assertTrue(child.ended().leftovers());
        // What was in its group may take a moment longer to end than it did itself.
        await(() -> child.child().processes().size() == 1);
        Set<Long> left = child.child().processes();
        child.child().kill();
        child.empty();
        assertAllGone(left);
    }

    @Test
    void whatIsLeftOfAStrangerAndEndsByItselfIsToldToo() throws IOException {
        Watched child = adopt(stranger("sleep 0.6 & setsid sleep 0.9 & sleep 0.3; exit 1"));
        assertTrue(child.ended().leftovers());
        child.empty();
    }

    @Test
    void aProcessThatForksOnWhileItIsKilledIsEnded() throws IOException {
        Watched child =
                adopt(
                        stranger(
                                "for i in 1 2 3 4 5 6 7 8; do setsid sh -c 'while :; do sleep 0.01"
                                        + " & sleep 0.01; done' & done; sleep 61"));
        await(() -> child.child().processes().size() >= 10);
        Set<Long> before = child.child().processes();
        child.child().kill();
        child.empty();
        assertAllGone(before);
        assertEquals(Set.of(), child.child().processes());
    }

    @Test
    void aNumberThatWasGivenOutAnewIsRefusedAndLeftAlone() throws IOException {
        Stranger stranger = stranger("exec sleep 61", null);
        AdoptRequest request = stranger.request(kernel(), null);
        assertRefused(
                new AdoptRequest(
                        request.pid(), request.startTime() - 1, request.spawnedAt(), TOKEN),
                "it has ended");
        assertTrue(ProcessHandle.of(stranger.pid).orElseThrow().isAlive());
    }

    @Test
    void theProcessOfAnotherInstanceIsRefusedAndLeftAlone() throws IOException {
        Stranger other = stranger("sleep 61 & wait", "other:web:3");
        assertRefused(other.request(kernel(), TOKEN), "it has ended");
        await(() -> state(other.pid) == 'S');
    }

    @Test
    void whereTheMainProcessHasEndedTheRestWithItsTokenIsWatched() throws IOException {
        Stranger rest = stranger("sleep 61 & wait", TOKEN);
        Stranger other = stranger("exec sleep 61", "other:web:3");
        Stranger sibling = stranger("exec sleep 61", "abc:web:30");
        // Its number was given out anew: to another instance's.
        AdoptRequest wrong = other.request(kernel(), TOKEN);
        Watched child =
                adopt(
                        new AdoptRequest(
                                wrong.pid(), wrong.startTime() - 1, wrong.spawnedAt(), TOKEN));
        assertEquals(new Exit.Unseen(), child.ended().exit());
        assertTrue(child.ended().leftovers());
        await(() -> child.child().processes().size() == 2);
        assertTrue(child.child().processes().contains(rest.pid));
        child.child().signal(Signal.TERM);
        child.empty();
        await(() -> state(other.pid) == 'S');
        await(() -> state(sibling.pid) == 'S');
    }

    @Test
    void oneThatLeadsNoGroupIsSignalledWithItsTreeOnly() throws IOException {
        Stranger shell = stranger("sh -c 'sleep 61 & wait' & sleep 61; sleep 61", null);
        await(
                () ->
                        kernel.lookAtAll().stream().filter(s -> within(s.pid(), shell.pid)).count()
                                > 3);
        long inner = children(shell.pid).getFirst();
        var sight = kernel.look(inner);
        Watched child = adopt(new AdoptRequest(inner, sight.startTime(), sight.startedAt(), null));
        assertEquals(2, child.child().processes().size());
        child.child().signal(Signal.TERM);
        child.empty();
        assertEquals('S', state(shell.pid));
        assertEquals(1, children(shell.pid).size());
    }

    @Test
    void ourselvesAndWhoStartedUsAreRefused() {
        long self = ProcessHandle.current().pid();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        for (long pid : List.of(self, parent, 1L)) {
            var sight = kernel.look(pid);
            long start = sight == null ? 0 : sight.startTime();
            var request = new AdoptRequest(pid, start, Instant.now(), null);
            assertInstanceOf(Spawn.Refused.class, kernel.adopt(request, child -> {}, event -> {}));
        }
    }

    @Test
    void oneThatIsWatchedAlreadyIsRefused() throws IOException {
        Stranger stranger = stranger("exec sleep 61");
        AdoptRequest request = stranger.request(kernel(), TOKEN);
        adopt(request);
        assertRefused(request, "it is watched already");
    }

    @Test
    void aChildOfOurOwnEndsWithItsCode() throws Exception {
        // As after an exec: our child, but not by this kernel. It is nobody's `Process`, since it
        // has lost its parent.
        Process parent =
                new ProcessBuilder("/bin/sh", "-c", "setsid sh -c 'sleep 1; exit 9' & echo $!")
                        .start();
        long pid;
        try (var reader = parent.inputReader()) {
            pid = Long.parseLong(reader.readLine());
        }
        assertEquals(0, parent.waitFor());
        var sight = kernel.look(pid);
        Watched child = adopt(new AdoptRequest(pid, sight.startTime(), Instant.now(), null));
        assertEquals(new Exit.Code(9), child.ended().exit());
        await(() -> state(pid) == 0);
    }

    @Test
    void aChildOfOurOwnThatEndedBeforeIsToldWithItsCode() throws Exception {
        Process parent =
                new ProcessBuilder("/bin/sh", "-c", "setsid sh -c 'sleep 0.3; exit 9' & echo $!")
                        .start();
        long pid;
        try (var reader = parent.inputReader()) {
            pid = Long.parseLong(reader.readLine());
        }
        assertEquals(0, parent.waitFor());
        var sight = kernel.look(pid);
        await(() -> state(pid) == 0);
        Watched child = adopt(new AdoptRequest(pid, sight.startTime(), Instant.now(), null));
        assertEquals(new Exit.Code(9), child.ended().exit());
        assertFalse(child.ended().leftovers());
    }

    @Test
    void twoHundredStrangersThatEndTogetherAreAllTold() throws IOException {
        Stranger many = stranger("for i in $(seq 200); do sleep 61 & done; wait", null);
        await(() -> children(many.pid).size() == 200);
        var all = new ArrayList<Watched>();
        for (long pid : children(many.pid)) {
            var sight = kernel.look(pid);
            all.add(adopt(new AdoptRequest(pid, sight.startTime(), sight.startedAt(), null)));
        }
        all.forEach(child -> child.child().signal(Signal.TERM));
        for (Watched child : all) {
            assertEquals(new Exit.Unseen(), child.ended().exit());
            child.empty();
        }
    }

    private Watched adopt(Stranger stranger) {
        return adopt(stranger.request(kernel(), TOKEN));
    }

    private Watched adopt(AdoptRequest request) {
        var watched = new Watched();
        Spawn spawn = kernel.adopt(request, watched::born, watched::tell);
        assertInstanceOf(Spawn.Spawned.class, spawn, spawn.toString());
        all.add(watched);
        return watched;
    }

    private void assertRefused(AdoptRequest request, String why) {
        assertEquals(
                new Spawn.Refused("cannot watch process " + request.pid() + ": " + why, false),
                kernel.adopt(request, child -> {}, event -> {}));
    }

    private Stranger stranger(String script) throws IOException {
        return stranger(script, TOKEN);
    }

    private Stranger stranger(String script, @Nullable String token) throws IOException {
        var stranger = new Stranger(script, folder, token);
        strangers.add(stranger);
        return stranger;
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> handle.children().map(ProcessHandle::pid).sorted().toList())
                .orElse(List.of());
    }

    private static boolean within(long pid, long ancestor) {
        return pid == ancestor
                || ProcessHandle.of(pid)
                        .flatMap(ProcessHandle::parent)
                        .map(parent -> within(parent.pid(), ancestor))
                        .orElse(false);
    }

    private LinuxKernel kernel() {
        return (LinuxKernel) kernel;
    }
}

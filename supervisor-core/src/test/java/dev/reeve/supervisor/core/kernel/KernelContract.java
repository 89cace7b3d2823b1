package dev.reeve.supervisor.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What every kernel promises, with real children.
public abstract class KernelContract extends KernelScene {
    @Test
    void anExitCodeIsTold() {
        Watched child = shell("exit 7");
        assertEquals(new Exit.Code(7), child.ended().exit());
        assertFalse(child.ended().leftovers());
    }

    @Test
    void anExitByASignalIsTold() {
        assertEquals(new Exit.Killed(Signal.KILL), shell("kill -9 $$; sleep 9").ended().exit());
    }

    @Test
    void theChildIsHandedOutBeforeItsEndIsTold() {
        for (int i = 0; i < 100; i++) {
            var order = new ArrayList<String>();
            var watched = new Watched();
            var spawn =
                    kernel.spawn(
                            request("/bin/true"),
                            child -> {
                                synchronized (order) {
                                    order.add("born");
                                }
                            },
                            event -> {
                                synchronized (order) {
                                    order.add("told");
                                }
                                watched.tell(event);
                            });
            assertInstanceOf(Spawn.Spawned.class, spawn);
            watched.ended();
            assertEquals(List.of("born", "told"), order);
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefusedInTheSystemsWords() {
        assertEquals(
                new Spawn.Refused("cannot spawn `/no/such/web`: No such file or directory", false),
                refused("/no/such/web"));
    }

    @Test
    void aProgramThatMayNotBeExecutedIsRefused() throws IOException {
        Path program = script("#!/bin/sh\n", "rw-r--r--");
        assertEquals(
                new Spawn.Refused("cannot spawn `" + program + "`: Permission denied", false),
                refused(program.toString()));
    }

    @Test
    void aWorkingDirectoryThatIsNotThereIsToldApart() {
        var request =
                new SpawnRequest(
                        List.of("/bin/true"),
                        Path.of("/no/such/folder"),
                        environment,
                        settings,
                        out(),
                        err());
        var spawn = (Spawn.Refused) kernel.spawn(request, child -> {}, event -> {});
        assertEquals(
                "cannot spawn `/bin/true`: its working directory `/no/such/folder`: No such file"
                        + " or directory",
                spawn.text());
    }

    @Test
    void bothStreamsReachTheirFiles() throws IOException {
        shell("echo out; echo err >&2").ended();
        assertEquals("out\n", Files.readString(out()));
        assertEquals("err\n", Files.readString(err()));
    }

    @Test
    void mergedStreamsReachOneFileInOrder() throws IOException {
        spawn(
                        new SpawnRequest(
                                List.of("/bin/sh", "-c", "echo 1; echo 2 >&2; echo 3"),
                                folder,
                                environment,
                                settings,
                                out(),
                                out()))
                .ended();
        assertEquals("1\n2\n3\n", Files.readString(out()));
    }

    @Test
    void aFileIsAppendedTo() throws IOException {
        Files.writeString(out(), "before\n");
        shell("echo after").ended();
        assertEquals("before\nafter\n", Files.readString(out()));
    }

    @Test
    void itsInputIsAtItsEnd() throws IOException {
        shell("cat; echo done").ended();
        assertEquals("done\n", Files.readString(out()));
    }

    @Test
    void theEnvironmentIsTheGivenOneAndNoOther() throws IOException {
        environment = Map.of("A", "ä b", "EMPTY", "");
        spawn(request("/usr/bin/env")).ended();
        assertEquals(Set.of("A=ä b", "EMPTY="), Set.copyOf(Files.readAllLines(out())));
    }

    @Test
    void itRunsInItsDirectory() throws IOException {
        shell("pwd -P").ended();
        assertEquals(folder.toRealPath() + "\n", Files.readString(out()));
    }

    @Test
    void aSignalReachesIt() {
        Watched child = shell("trap 'exit 3' USR1; echo ready; while :; do sleep 0.05; done");
        await(() -> Files.exists(out()) && Files.size(out()) > 0);
        child.child().signal(Signal.named("USR1").orElseThrow());
        assertEquals(new Exit.Code(3), child.ended().exit());
    }

    @Test
    void aStoppedChildObeysTerm() {
        Watched child = shell("kill -STOP $$; sleep 60");
        await(() -> state(child.child().pid()) == 'T');
        child.child().signal(Signal.TERM);
        assertEquals(new Exit.Killed(Signal.TERM), child.ended().exit());
    }

    @Test
    void aGrandchildThatIsLeftIsSaidAndEnded() {
        Watched child = shell("sleep 60 & sleep 60 & echo ready; wait");
        await(() -> child.child().processes().size() == 3);
        Set<Long> processes = child.child().processes();
        assertTrue(processes.contains(child.child().pid()));
        child.child().kill();
        child.ended();
        child.empty();
        assertAllGone(processes);
        assertEquals(Set.of(), child.child().processes());
    }

    @Test
    void aChildThatIgnoresTermIsKilled() {
        Watched child = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await(() -> Files.exists(out()) && Files.size(out()) > 0);
        child.child().signal(Signal.TERM);
        child.child().kill();
        assertEquals(new Exit.Killed(Signal.KILL), child.ended().exit());
        child.empty();
    }

    @Test
    void killAndSignalAfterTheEndAreWithoutEffect() {
        Watched child = shell("exit 0");
        child.ended();
        child.child().signal(Signal.TERM);
        child.child().kill();
        child.child().kill();
        assertEquals(1, child.events().size());
    }

    @Test
    void spawnedAtIsNoLaterThanTheFilesItMakes() throws IOException {
        Watched child = shell("touch made");
        child.ended();
        var made = Files.getLastModifiedTime(folder.resolve("made")).toInstant();
        assertFalse(made.isBefore(child.child().spawnedAt()), made + " is before the spawn");
        assertTrue(
                Duration.between(child.child().spawnedAt(), made).toMillis() < 5_000,
                "it is far from the spawn");
    }

    @Test
    void childrenLiveOnWhenTheKernelIsClosed() {
        Watched child = shell("sleep 60");
        kernel.close();
        assertNotEquals('Z', state(child.child().pid()));
        assertTrue(ProcessHandle.of(child.child().pid()).orElseThrow().destroyForcibly());
    }

    @Test
    void aHundredChildrenEndEachWithItsOwnCode() {
        var children = new ArrayList<Watched>();
        for (int i = 0; i < 100; i++) {
            children.add(shell("exit " + i));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(new Exit.Code(i), children.get(i).ended().exit());
        }
    }
}

package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.Watched;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/// Another process than the first is the main one.
class FollowTest extends LinuxKernelScene {
    @Test
    void theEndOfTheNewMainProcessIsToldAndThatOfTheFormerIsNot() throws IOException {
        Watched child =
                shell(
                        "sh -c 'echo $$ > new; while [ ! -e end ]; do sleep 0.05; done; exit 4' &"
                                + " while [ ! -e go ]; do sleep 0.05; done; exit 1");
        long former = child.child().pid();
        long main = pid("new");
        long started = child.child().startTime();
        assertTrue(child.child().follow(main));
        assertEquals(main, child.child().pid());
        assertTrue(child.child().startTime() >= started);
        Files.createFile(folder.resolve("go"));
        await(() -> state(former) == 0);
        assertEquals(List.of(), child.events());
        assertTrue(child.child().processes().contains(main));
        assertFalse(child.child().processes().contains(former));
        Files.createFile(folder.resolve("end"));
        // It lost its parent, so it was ours.
        assertEquals(new Exit.Code(4), child.ended().exit());
        child.empty();
    }

    @Test
    void howItEndsIsNotSeenWhileItsParentLives() throws IOException {
        Watched child =
                shell("sh -c 'echo $$ > new; exec sleep 61' & trap '' TERM; wait; sleep 61");
        assertTrue(child.child().follow(pid("new")));
        child.child().signal(Signal.TERM);
        assertEquals(new Exit.Unseen(), child.ended().exit());
        assertTrue(child.ended().leftovers());
        child.child().kill();
        child.empty();
    }

    @Test
    void aDaemonInASessionOfItsOwnIsFollowedSignalledAndKilled() throws IOException {
        Watched child =
                shell("setsid sh -c 'echo $$ > new; sleep 61 & wait' & trap '' TERM; sleep 61");
        long main = pid("new");
        assertTrue(child.child().follow(main));
        child.child().signal(Signal.TERM);
        child.ended();
        child.child().kill();
        child.empty();
        assertAllGone(Set.of(main));
    }

    @Test
    void onlyALivingProcessOfItsOwnIsFollowed() throws IOException {
        Watched child = shell("sleep 0 & exec sleep 61");
        Watched other = shell("exec sleep 61");
        assertFalse(child.child().follow(other.child().pid()));
        assertFalse(child.child().follow(ProcessHandle.current().pid()));
        assertFalse(child.child().follow(0));
        assertTrue(child.child().follow(child.child().pid()));
        child.child().kill();
        child.empty();
        assertFalse(child.child().follow(child.child().pid()));
    }

    @Test
    void whereTheMainProcessHasEndedThereIsNoneToFollow() throws IOException {
        Watched child = shell("sh -c 'echo $$ > new; exec sleep 61' & sleep 0.2; exit 0");
        assertTrue(child.ended().leftovers());
        assertFalse(child.child().follow(pid("new")));
        child.child().kill();
        child.empty();
    }

    private long pid(String file) throws IOException {
        var path = folder.resolve(file);
        await(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
        return Long.parseLong(Files.readString(path).strip());
    }
}

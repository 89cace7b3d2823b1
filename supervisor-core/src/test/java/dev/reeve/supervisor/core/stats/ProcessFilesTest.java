package dev.reeve.supervisor.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class ProcessFilesTest {
    private static final ProcessFiles REAL = new ProcessFiles(Path.of("/proc"));

    @TempDir Path proc;

    @Test
    void aNameWithBracketsAndBlanksDoesNotShiftTheFields() throws Exception {
        new FakeProcesses(proc).process(7, 1234, 50, 8, 100);
        ProcessUsage usage = read(new ProcessFiles(proc), 7);
        assertEquals(1234, usage.startTicks());
        assertEquals(50, usage.ownTicks());
        assertEquals(58, usage.allTicks());
        assertEquals(409_600, usage.memoryBytes());
        assertEquals(3, usage.threads());
    }

    @Test
    void theRealKernelTellsOfThisProcess() {
        ProcessUsage me = read(REAL, ProcessHandle.current().pid());
        assertTrue(me.memoryBytes() > 10_000_000, me.toString());
        assertTrue(me.threads() > 3, me.toString());
        assertTrue(me.openFiles() > 3, me.toString());
        assertTrue(me.ownTicks() > 0, me.toString());
        assertTrue(me.startTicks() < REAL.uptimeTicks(), me.toString());
        assertEquals(100, REAL.ticksPerSecond());
    }

    @Test
    void aProcessThatIsGoneIsNothing() throws Exception {
        assertNull(new ProcessFiles(proc).read(7));
        assertNull(REAL.read(Long.MAX_VALUE));
    }

    @Test
    void withoutProcThereAreUsualValues() {
        ProcessFiles none = new ProcessFiles(proc.resolve("none"));
        assertEquals(100, none.ticksPerSecond());
        assertEquals(0, none.uptimeTicks());
        assertNull(none.read(1));
    }

    @Test
    void oneThatNobodyHasWaitedForHasEnded() throws Exception {
        // The shell becomes the sleeper, and that does not wait for the shell's child.
        Process parent = new ProcessBuilder("sh", "-c", "true & exec sleep 60").start();
        try {
            ProcessUsage zombie = ended(parent.toHandle());
            assertTrue(zombie.ended());
            assertEquals(0, zombie.memoryBytes());
        } finally {
            parent.destroyForcibly();
        }
    }

    private static ProcessUsage ended(ProcessHandle parent) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            for (ProcessHandle child : parent.children().toList()) {
                ProcessUsage usage = REAL.read(child.pid());
                if (usage != null && usage.ended()) {
                    return usage;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no child has ended");
    }

    private static ProcessUsage read(ProcessFiles files, long pid) {
        ProcessUsage usage = files.read(pid);
        assertNotNull(usage);
        return usage;
    }
}

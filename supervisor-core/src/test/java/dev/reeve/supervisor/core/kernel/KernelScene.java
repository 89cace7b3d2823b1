package dev.reeve.supervisor.core.kernel;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.supervisor.api.model.Work.ProcessSettings;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A kernel, a folder, and real children that are all gone afterwards.
@Timeout(60)
public abstract class KernelScene {
    @TempDir protected Path folder;
    protected Kernel kernel;
    protected final List<Watched> all = new ArrayList<>();
    protected ProcessSettings settings = ProcessSettings.NONE;
    protected Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");

    protected abstract Kernel open(TimeSource time) throws IOException;

    @BeforeEach
    void openTheKernel() throws IOException {
        kernel = open(TimeSource.system());
    }

    @AfterEach
    void leaveNothing() {
        all.forEach(watched -> watched.child().kill());
        kernel.close();
    }

    protected Watched shell(String script) {
        return spawn(request("/bin/sh", "-c", script));
    }

    protected SpawnRequest request(String... command) {
        return new SpawnRequest(List.of(command), folder, environment, settings, out(), err());
    }

    protected Watched spawn(SpawnRequest request) {
        var watched = new Watched();
        var spawn = kernel.spawn(request, watched::born, watched::tell);
        assertInstanceOf(Spawn.Spawned.class, spawn, spawn.toString());
        all.add(watched);
        return watched;
    }

    protected Spawn.Refused refused(String... command) {
        return assertInstanceOf(
                Spawn.Refused.class, kernel.spawn(request(command), child -> {}, event -> {}));
    }

    protected Path script(String text, String permissions) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(permissions));
        return program;
    }

    protected Path out() {
        return folder.resolve("out");
    }

    protected Path err() {
        return folder.resolve("err");
    }

    protected static void assertAllGone(Set<Long> pids) {
        for (long pid : pids) {
            await(() -> state(pid) == 0 || state(pid) == 'Z');
        }
    }

    /// One letter as in proc(5); 0 for one that is not there.
    protected static char state(long pid) {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "there is no /proc");
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return line.charAt(line.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return 0;
        }
    }

    protected static void await(Condition condition) {
        Watched.await(condition);
    }

    /// Something that becomes true.
    public interface Condition {
        boolean holds() throws IOException;
    }
}

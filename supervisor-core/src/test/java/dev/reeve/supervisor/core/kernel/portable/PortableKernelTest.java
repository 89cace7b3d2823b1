package dev.reeve.supervisor.core.kernel.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.KernelContract;
import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.Watched;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class PortableKernelTest extends KernelContract {
    @Override
    protected Kernel open(TimeSource time) {
        return new PortableKernel(time);
    }

    @Test
    void otherProcessesAreSeenAsFarAsTheJdkShowsThem() throws IOException {
        Watched child = spawn(request("/bin/sleep", "61"));
        long pid = child.child().pid();
        await(() -> Objects.requireNonNull(kernel.look(pid)).command().contains("61"));
        Sight sight = kernel.look(pid);
        assertEquals(Path.of("/bin/sleep").toRealPath(), sight.program());
        assertTrue(kernel.lookAtAll().stream().anyMatch(other -> other.pid() == pid));
        child.child().kill();
        child.ended();
        assertNull(kernel.look(pid));
        assertNull(kernel.look(-1));
    }

    @Test
    void whatItCannotDoItSays() {
        Watched child = spawn(request("/bin/sleep", "61"));
        long pid = child.child().pid();
        assertEquals(List.of(), kernel.survivors("abc"));
        assertFalse(child.child().follow(pid + 1));
        assertEquals(
                new Spawn.Refused(
                        "cannot watch process "
                                + pid
                                + ": on this system it cannot be told from another of its number",
                        false),
                kernel.adopt(new AdoptRequest(pid, 0, Instant.EPOCH, null), c -> {}, e -> {}));
        assertThrows(IOException.class, () -> kernel.openSocket(out(), null, datagram -> {}));
        assertThrows(IOException.class, () -> kernel.become(List.of("/bin/true"), Map.of()));
    }
}

package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Sight;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A process that is not our child, and whose orphans do not become ours: another takes them, as
/// the system's first process does after the death of a supervisor.
final class Stranger implements AutoCloseable {
    private static final String REAPER =
            """
            import ctypes, os, sys
            ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
            executed, executing = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.setsid()
                nothing = os.open("/dev/null", os.O_RDWR)
                for descriptor in (0, 1, 2):
                    os.dup2(nothing, descriptor)
                if len(sys.argv) > 2:
                    os.environ["REEVE_RUN"] = sys.argv[2]
                os.execve("/bin/sh", ["sh", "-c", sys.argv[1]], os.environ)
            os.close(executing)
            os.read(executed, 1)
            print(pid, flush=True)
            while True:
                try:
                    os.wait()
                except ChildProcessError:
                    break
            """;

    private final Process reaper;
    final long pid;

    /// @param token what its environment says under `REEVE_RUN`, or null
    Stranger(String script, Path folder, @Nullable String token) throws IOException {
        var command = new ArrayList<>(List.of("/usr/bin/python3", "-c", REAPER, script));
        if (token != null) {
            command.add(token);
        }
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("REEVE_RUN");
        reaper = builder.start();
        var output =
                new BufferedReader(
                        new InputStreamReader(reaper.getInputStream(), StandardCharsets.UTF_8));
        pid = Long.parseLong(Objects.requireNonNull(output.readLine()));
    }

    /// How it is adopted, as it is seen.
    AdoptRequest request(LinuxKernel kernel, @Nullable String token) {
        Sight sight = Objects.requireNonNull(kernel.look(pid));
        return new AdoptRequest(pid, sight.startTime(), sight.startedAt(), token);
    }

    /// Ends who takes its orphans; what is left of them then becomes ours, and must be ended by who
    /// knows of it.
    @Override
    public void close() {
        reaper.destroyForcibly();
    }
}

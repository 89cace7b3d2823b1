package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.KernelScene;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.Watched;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Services that print.
abstract class OutputScene extends KernelScene {
    protected final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    protected Output output;
    private int run;

    @Override
    protected Kernel open(TimeSource time) throws IOException {
        return Kernel.system(time);
    }

    @BeforeEach
    void openTheOutput() {
        output = new Output(kernel, folder, TimeSource.system(), troubles::add);
    }

    @AfterEach
    void closeTheOutput() {
        output.close();
    }

    protected Watched ran(String service, LogPolicy policy, String script) {
        Watched child = started(service, policy, script);
        child.ended();
        output.ended(service, run);
        return child;
    }

    protected Watched started(String service, LogPolicy policy, String script) {
        run++;
        var streams = output.open(service, run, policy);
        return spawn(
                new SpawnRequest(
                        List.of("/bin/sh", "-c", script),
                        folder,
                        environment,
                        settings,
                        streams.stdout(),
                        streams.stderr()));
    }

    /// The lines from now on.
    protected LogStream followed(List<String> names, @Nullable String stream) {
        return output.follow(Map.of(), LogQuery.last(names, 0).of(stream));
    }

    /// The last lines of a service that prints to the platform's own files.
    protected List<LogLine> last(String service, @Nullable String stream, int lines) {
        return output.last(
                Map.of(service, LogPolicy.DEFAULT),
                LogQuery.last(List.of(service), lines).of(stream));
    }

    protected Path log(String name) {
        return folder.resolve("logs").resolve(name);
    }
}

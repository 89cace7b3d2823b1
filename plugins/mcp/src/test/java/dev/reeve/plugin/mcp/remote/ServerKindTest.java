package dev.reeve.plugin.mcp.remote;

import dev.reeve.plugin.mcp.McpServerKind;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.ServiceKindContract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@Timeout(120)
class ServerKindTest extends ServiceKindContract<McpServerKind.Options> {
    @TempDir Path folder;

    /// The first session of a Java machine loads a thousand classes, which no interrupt hurries.
    @BeforeAll
    static void loadTheSdk(@TempDir Path other) throws Exception {
        new McpServerKind()
                .create(of(Scripted.server(other)), new FakePlanContext("web", other))
                .open(new FakeOpening())
                .close();
    }

    @Override
    protected McpServerKind kind() {
        return new McpServerKind();
    }

    @Override
    protected McpServerKind.Options options(Path directory) throws IOException {
        return of(Scripted.server(directory));
    }

    @Override
    protected SessionBackend offline() throws IOException {
        return made(Scripted.program(folder, "#!/bin/sh\nexit 3\n"));
    }

    @Override
    protected Optional<SessionBackend> unanswered() throws IOException {
        return Optional.of(made(Scripted.program(folder, "#!/bin/sh\nexec cat >/dev/null\n")));
    }

    private SessionBackend made(Reach.Program program) {
        return kind().create(of(program), new FakePlanContext("web", folder));
    }

    private static McpServerKind.Options of(Reach.Program program) {
        return new McpServerKind.Options(
                program.command(),
                program.environment(),
                Optional.of(program.directory()),
                program.stopTimeout(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30));
    }
}

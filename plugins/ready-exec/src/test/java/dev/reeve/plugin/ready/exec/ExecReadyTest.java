package dev.reeve.plugin.ready.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;
import dev.reeve.supervisor.testkit.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Timeout(60)
class ExecReadyTest extends ReadyStrategyContract {
    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        // Of a run that has ended there is only what the run has made; the command looks at that.
        Path file = directory.resolve("up");
        ReadyStrategy strategy = strategy(List.of("test", "-e", file.toString()), Optional.empty());
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                Files.writeString(file, "");
            }

            @Override
            public void ends() throws IOException {
                Files.deleteIfExists(file);
            }
        };
    }

    @Test
    void theLastWordsSayWhatTheCommandSaid() {
        assertEquals(
                "`sh` exited with 3: no table yet",
                wordsAfter("echo some; echo no table yet >&2; exit 3", Optional.empty()));
    }

    @Test
    void anAttemptThatTakesTooLongIsKilledAndTriedAgain() throws Exception {
        String words =
                wordsAfter(
                        "echo once >> tries; exec sleep 600", Optional.of(Duration.ofMillis(100)));
        assertEquals("`sh` was killed after 100 ms", words);
        assertTrue(Files.readAllLines(folder.resolve("tries")).size() > 1);
    }

    private String wordsAfter(String script, Optional<Duration> timeout) {
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        ReadyStrategy strategy = strategy(List.of("sh", "-c", script), timeout);
        Task waiting = Task.start("await", () -> strategy.await(run));
        for (int tries = 0; tries < 100 && run.looks() < 2; tries++) {
            waiting.assertGoesOnFor(Duration.ofMillis(100));
        }
        waiting.interrupt();
        assertTrue(waiting.endsWithin(Duration.ofSeconds(5)));
        return assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage();
    }

    private ReadyStrategy strategy(List<String> command, Optional<Duration> timeout) {
        var options = new ExecOptions(command, Optional.empty(), Map.of(), timeout);
        return new ExecReady().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

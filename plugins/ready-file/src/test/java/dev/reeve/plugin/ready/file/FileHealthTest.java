package dev.reeve.plugin.ready.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class FileHealthTest extends HealthCheckContract {
    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        Path file = directory.resolve("beat");
        HealthCheck check = check(file, Optional.empty());
        return new Given() {
            @Override
            public HealthCheck check() {
                return check;
            }

            @Override
            public void becomesWell(FakeReadyRun run) throws IOException {
                Files.writeString(file, "ok");
            }

            @Override
            public void becomesIll(FakeReadyRun run) throws IOException {
                Files.deleteIfExists(file);
            }
        };
    }

    @Test
    void aFileThatIsNotRenewedInTimeIsUnhealthyUntilItIs() throws Exception {
        Path file = Files.createFile(folder.resolve("beat"));
        HealthCheck check = check(file, Optional.of(Duration.ofMinutes(1)));
        assertEquals(Health.HEALTHY, look(check).health());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(75)));
        assertEquals(Health.UNHEALTHY, look(check).health());
        assertEquals("`" + file + "` was written 75 s ago", look(check).detail());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        assertEquals(Health.HEALTHY, look(check).health());
    }

    @Test
    void aFileOfAClockThatRunsAheadIsOfNow() throws Exception {
        Path file = Files.createFile(folder.resolve("beat"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
        HealthCheck check = check(file, Optional.of(Duration.ofSeconds(1)));
        assertEquals(
                new HealthCheck.Answer(Health.HEALTHY, "`" + file + "` was written 0 s ago"),
                look(check));
    }

    @Test
    void aFileThatIsGoneSaysSo() throws Exception {
        Path file = folder.resolve("beat");
        assertEquals(
                new HealthCheck.Answer(Health.UNHEALTHY, "`" + file + "` is not there"),
                look(check(file, Optional.empty())));
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        Path beat = Path.of("beat");
        Optional<Duration> none = Optional.of(Duration.ZERO);
        assertThrows(IllegalArgumentException.class, () -> new FileHealth.Options(beat, none));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FileHealth.Options(Path.of("/"), Optional.empty()));
    }

    private HealthCheck.Answer look(HealthCheck check) throws Exception {
        return check.check(new FakeReadyRun("one", 1, folder));
    }

    private static HealthCheck check(Path file, Optional<Duration> maxAge) {
        var options = new FileHealth.Options(file, maxAge);
        return new FileHealth().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

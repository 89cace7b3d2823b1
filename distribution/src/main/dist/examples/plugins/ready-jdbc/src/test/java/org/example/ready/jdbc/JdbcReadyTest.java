package org.example.ready.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;
import dev.reeve.supervisor.testkit.Task;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

class JdbcReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Override
    protected Given given(Path directory) {
        var answers = new AtomicBoolean();
        ReadyStrategy strategy = new AskingStrategy(() -> ask(answers));
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) {
                answers.set(true);
            }

            @Override
            public void ends() {
                answers.set(false);
            }
        };
    }

    private static void ask(AtomicBoolean answers) throws SQLException {
        if (!answers.get()) {
            throw new SQLException("the database system is starting up");
        }
    }

    @Test
    void itsLastWordIsWhatTheDatabaseSaid() {
        var run = new FakeReadyRun("db", 1, Path.of("/"));
        var strategy = new AskingStrategy(() -> ask(new AtomicBoolean()));
        Task waiting = Task.start("await", () -> strategy.await(run));
        waiting.assertGoesOnFor(Duration.ofMillis(100));
        waiting.interrupt();
        waiting.endsWithin(LONG);
        assertEquals("the database system is starting up", waiting.failure().getMessage());
    }

    @Test
    void aUrlThatNoDriverTakesIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> create("jdbc:nobody:here"));
        assertThrows(IllegalArgumentException.class, () -> create("postgresql://localhost/"));
    }

    @Test
    void theDriverIsThePluginsOwn() {
        create("jdbc:postgresql://localhost/postgres");
    }

    private static ReadyStrategy create(String url) {
        var options = new JdbcReady.Options(url, Optional.empty(), Optional.empty(), "select 1");
        return new JdbcReady().create(options, new FakePlanContext("db", Path.of("/")));
    }
}

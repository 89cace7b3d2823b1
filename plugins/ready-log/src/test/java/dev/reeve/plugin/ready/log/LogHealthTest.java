package dev.reeve.plugin.ready.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;
import dev.reeve.supervisor.testkit.Task;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@Timeout(60)
class LogHealthTest extends HealthCheckContract {
    private static final Answer QUIET =
            new Answer(Health.HEALTHY, "no line has said anything else");

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        HealthCheck check = check("ERROR", "recovered", null, Stream.BOTH);
        return new Given() {
            @Override
            public HealthCheck check() {
                return check;
            }

            @Override
            public void becomesWell(FakeReadyRun run) {
                run.writes("recovered");
            }

            @Override
            public void becomesIll(FakeReadyRun run) {
                run.writes("ERROR: no connection");
            }
        };
    }

    @Override
    protected Optional<HealthCheck> unanswered(Path directory) {
        HealthCheck check = check("(.*,){40}x", null, null, Stream.BOTH);
        return Optional.of(
                run -> {
                    ((FakeReadyRun) run).writes(",".repeat(9000));
                    return check.check(run);
                });
    }

    @Test
    void itIsHealthyUntilALineSaysOtherwise() throws Exception {
        HealthCheck check = check("ERROR", null, null, Stream.BOTH);
        FakeReadyRun run = run(1);
        assertEquals(QUIET, check.check(run));
        run.writes("fine");
        assertEquals(QUIET, check.check(run));
        run.writes("ERROR:\tno connection");
        run.writes("fine");
        Answer ill = new Answer(Health.UNHEALTHY, "it wrote: ERROR: no connection");
        assertEquals(ill, check.check(run));
        assertEquals(ill, check.check(run));
    }

    @Test
    void theLastLineThatMatchesDecides() throws Exception {
        HealthCheck check = check("down", "up", null, Stream.BOTH);
        FakeReadyRun run = run(1);
        run.writes("down");
        run.writes("up");
        run.writes("other");
        assertEquals(new Answer(Health.HEALTHY, "it wrote: up"), check.check(run));
        run.writes("up and down");
        assertEquals(Health.UNHEALTHY, check.check(run).health());
    }

    @Test
    void aNewRunIsHealthyAgain() throws Exception {
        HealthCheck check = check("ERROR", null, null, Stream.BOTH);
        FakeReadyRun run = run(1);
        run.writes("ERROR");
        assertEquals(Health.UNHEALTHY, check.check(run).health());
        assertEquals(QUIET, check.check(run(2)));
    }

    @Test
    void onlyLinesOfTheChosenStreamCount() throws Exception {
        HealthCheck check = check("ERROR", null, null, Stream.STDERR);
        FakeReadyRun run = run(1);
        run.writes("stdout", "ERROR");
        assertEquals(Health.HEALTHY, check.check(run).health());
        run.writes("stderr", "ERROR");
        assertEquals(Health.UNHEALTHY, check.check(run).health());
    }

    @Test
    void silenceIsUnhealthyUntilItEnds() throws Exception {
        HealthCheck check = check(null, null, Duration.ofMillis(400), Stream.BOTH);
        FakeReadyRun run = run(1);
        assertEquals(QUIET, check.check(run));
        Answer silent = untilChanged(check, run);
        assertEquals(new Answer(Health.UNHEALTHY, "it has written nothing for 0 s"), silent);
        run.writes("again");
        assertEquals(QUIET, check.check(run));
    }

    @Test
    void aLookNeverWaitsForMore() throws Exception {
        HealthCheck check = check("ERROR", null, null, Stream.BOTH);
        FakeReadyRun run = run(1);
        Task looks =
                Task.start(
                        "looks",
                        () -> {
                            for (int look = 0; look < 1000; look++) {
                                check.check(run);
                            }
                        });
        looks.assertDoneWithin(Duration.ofSeconds(10));
        assertTrue(check.readsOutput());
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        assertThrows(IllegalArgumentException.class, () -> check(null, "up", null, Stream.BOTH));
        assertThrows(
                IllegalArgumentException.class,
                () -> check(null, null, Duration.ZERO, Stream.BOTH));
        assertEquals(
                "`healthy` is no regular expression: Unclosed character class, at character 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> check("a", "[", null, Stream.BOTH))
                        .getMessage());
    }

    private static Answer untilChanged(HealthCheck check, FakeReadyRun run) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Answer first = check.check(run);
        Answer answer = first;
        while (answer.equals(first) && System.nanoTime() < end) {
            Thread.sleep(20);
            answer = check.check(run);
        }
        return answer;
    }

    private FakeReadyRun run(int number) {
        return new FakeReadyRun("one", number, folder);
    }

    private static HealthCheck check(
            @Nullable String unhealthy,
            @Nullable String healthy,
            @Nullable Duration maxSilence,
            Stream stream) {
        var options =
                new LogHealth.Options(
                        Optional.ofNullable(unhealthy),
                        Optional.ofNullable(healthy),
                        Optional.ofNullable(maxSilence),
                        stream);
        return new LogHealth().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

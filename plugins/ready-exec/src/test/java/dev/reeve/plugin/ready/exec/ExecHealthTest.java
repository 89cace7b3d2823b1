package dev.reeve.plugin.ready.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;
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
import java.util.concurrent.TimeUnit;

@Timeout(60)
class ExecHealthTest extends HealthCheckContract {
    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        HealthCheck check = check(List.of("test", "-e", "well"), Map.of(), Optional.empty());
        return new Given() {
            @Override
            public HealthCheck check() {
                return check;
            }

            @Override
            public void becomesWell(FakeReadyRun run) throws IOException {
                Files.writeString(run.directory().resolve("well"), "");
            }

            @Override
            public void becomesIll(FakeReadyRun run) throws IOException {
                Files.deleteIfExists(run.directory().resolve("well"));
            }
        };
    }

    @Override
    protected Optional<HealthCheck> unanswered(Path directory) {
        return Optional.of(check("sleep 600"));
    }

    @Test
    void theDetailIsTheLastLineThatIsNotBlank() throws Exception {
        assertEquals(
                new HealthCheck.Answer(Health.HEALTHY, "3 rows"),
                look("echo first; printf '3\\trows\\n\\n  \\n'"));
        assertEquals(new HealthCheck.Answer(Health.HEALTHY, "exited with 0"), look("true"));
        assertEquals(
                new HealthCheck.Answer(Health.UNHEALTHY, "`sh` exited with 1: no\u00a0table"),
                look("printf 'no\\302\\240table' >&2; exit 1"));
        assertEquals(
                new HealthCheck.Answer(Health.UNHEALTHY, "`sh` exited with 7"), look("exit 7"));
    }

    @Test
    void whatItPrintsWithoutEndIsNotKept() throws Exception {
        HealthCheck.Answer answer = look("head -c 20000000 /dev/zero | tr '\\0' x; exit 1");
        assertEquals("`sh` exited with 1: " + "x".repeat(200) + "…", answer.detail());
    }

    @Test
    void itIsToldWhomItLooksAt() throws Exception {
        Map<String, String> environment = Map.of("MODE", "deep");
        HealthCheck check =
                check(
                        List.of(
                                "sh",
                                "-c",
                                "echo $REEVE_SERVICE $REEVE_RUN_NUMBER $REEVE_PID"
                                        + " ${REEVE_RUN-none} $MODE $(cat | wc -c)"),
                        environment,
                        Optional.empty());
        FakeReadyRun run = new FakeReadyRun("shop", 4, folder);
        assertEquals("shop 4 " + run.pid() + " none deep 0", check.check(run).detail());
    }

    @Test
    void itRunsInTheServicesFolderOrWhereItIsTold() throws Exception {
        assertEquals(folder.toRealPath().toString(), look("pwd -P").detail());
        Path other = Files.createDirectory(folder.resolve("other"));
        HealthCheck check = check(List.of("pwd", "-P"), Map.of(), Optional.of(other));
        assertEquals(
                other.toRealPath().toString(),
                check.check(new FakeReadyRun("one", 1, folder)).detail());
    }

    @Test
    void anInterruptKillsItWithAllItHasStarted() throws Exception {
        HealthCheck check = check("(sleep 600; true) & echo $! > pid; wait");
        Task look = Task.start("look", () -> check.check(new FakeReadyRun("one", 1, folder)));
        long pid = number(look);
        look.interrupt();
        assertTrue(look.endsWithin(Duration.ofSeconds(2)));
        assertTrue(
                ProcessHandle.of(pid).map(ExecHealthTest::ends).orElse(true),
                "a descendant still runs");
    }

    @Test
    void whatItLeavesInTheBackgroundHoldsUpNothing() throws Exception {
        Task look =
                Task.start(
                        "look",
                        () ->
                                check("sleep 600 & echo $! > pid")
                                        .check(new FakeReadyRun("one", 1, folder)));
        look.assertDoneWithin(Duration.ofSeconds(10));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aProgramThatIsNotThereIsUnhealthyInWords() throws Exception {
        HealthCheck.Answer answer =
                check(List.of("/no/such/program"), Map.of(), Optional.empty())
                        .check(new FakeReadyRun("one", 1, folder));
        assertEquals(Health.UNHEALTHY, answer.health());
        assertTrue(answer.detail().startsWith("cannot run `/no/such/program` in `" + folder));
        assertTrue(answer.detail().contains("No such file or directory"), answer.detail());
        assertFalse(answer.detail().contains("java"), answer.detail());
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        assertMistake(List.of(), Map.of(), Optional.empty());
        assertMistake(List.of(" "), Map.of(), Optional.empty());
        assertMistake(List.of("a"), Map.of("a=b", "c"), Optional.empty());
        assertMistake(List.of("a"), Map.of(), Optional.of(Duration.ZERO));
    }

    private static void assertMistake(
            List<String> command, Map<String, String> environment, Optional<Duration> timeout) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ExecOptions(command, Optional.empty(), environment, timeout));
    }

    private long number(Task look) throws IOException {
        Path file = folder.resolve("pid");
        for (int tries = 0; tries < 100 && !(Files.exists(file) && Files.size(file) > 1); tries++) {
            look.assertGoesOnFor(Duration.ofMillis(50));
        }
        return Long.parseLong(Files.readString(file).strip());
    }

    private static boolean ends(ProcessHandle process) {
        return process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                .join();
    }

    private HealthCheck.Answer look(String script) throws Exception {
        return check(script).check(new FakeReadyRun("one", 1, folder));
    }

    private static HealthCheck check(String script) {
        return check(List.of("sh", "-c", script), Map.of(), Optional.empty());
    }

    private static HealthCheck check(
            List<String> command, Map<String, String> environment, Optional<Path> directory) {
        var options = new ExecOptions(command, directory, environment, Optional.empty());
        return new ExecHealth().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

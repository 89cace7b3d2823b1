package dev.reeve.plugin.hook.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.LifecycleHookContract;
import dev.reeve.supervisor.testkit.Task;
import dev.reeve.supervisor.testkit.Threads;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class ExecHookTest extends LifecycleHookContract {
    private static final List<Moment> ALWAYS = List.of(Moment.values());
    private static final HookContext BEFORE = new HookContext("web", 1, null, null);

    @TempDir Path folder;

    @Override
    protected LifecycleHook hook(Path directory) {
        return hook(directory, ALWAYS, Duration.ofSeconds(10), "echo $REEVE_MOMENT >> moments");
    }

    @Override
    protected Optional<LifecycleHook> endless(Path directory) {
        return Optional.of(hook(directory, ALWAYS, Duration.ofMinutes(5), "sleep 600"));
    }

    @Test
    void theCommandIsToldWhatHappens() throws Exception {
        String print = "env | grep ^REEVE_ | sort > told";
        LifecycleHook hook = hook(folder, ALWAYS, Duration.ofSeconds(10), print);
        hook.on(Moment.PRE_START, BEFORE);
        assertEquals(
                List.of("REEVE_MOMENT=pre_start", "REEVE_RUN_NUMBER=1", "REEVE_SERVICE=web"),
                Files.readAllLines(folder.resolve("told")));

        Reason crashed = Reason.of(Reason.Code.CRASHED, "exited with 3").with(new Exit.Code(3));
        hook.on(Moment.ON_SHUTDOWN, new HookContext("web", 2, 77L, crashed));
        assertEquals(
                List.of(
                        "REEVE_MOMENT=on_shutdown",
                        "REEVE_PID=77",
                        "REEVE_REASON=crashed",
                        "REEVE_REASON_TEXT=exited with 3",
                        "REEVE_RUN_NUMBER=2",
                        "REEVE_SERVICE=web"),
                Files.readAllLines(folder.resolve("told")));
    }

    @Test
    void itRunsAtItsMomentsOnly() throws Exception {
        List<Moment> some = List.of(Moment.POST_START, Moment.ON_SHUTDOWN);
        LifecycleHook hook =
                hook(folder, some, Duration.ofSeconds(10), "echo $REEVE_MOMENT >> moments");
        for (Moment moment : Moment.values()) {
            hook.on(moment, BEFORE);
        }
        assertEquals(
                List.of("post_start", "on_shutdown"),
                Files.readAllLines(folder.resolve("moments")));
    }

    @Test
    void aCodeOtherThanZeroIsAFailureWithTheLastLines() {
        assertEquals(
                "`sh` exited with 3: two | three | four | five | six",
                failure(
                        "for n in one two three; do echo $n; done; echo four >&2; echo;"
                                + " echo five; echo six; exit 3"));
        assertEquals("`sh` exited with 1", failure("exit 1"));
    }

    @Test
    void muchOutputHoldsUpNothingAndIsNotKept() {
        assertEquals(
                "`sh` exited with 1: the end",
                failure("head -c 5000000 /dev/zero | tr '\\0' '\\n'; echo the end; exit 1"));
    }

    @Test
    void outputWithoutEndEndsWithTheTime() {
        String message = failure(hook(folder, ALWAYS, Duration.ofMillis(500), "yes"));
        assertTrue(message.startsWith("`sh` was killed after 500 ms: "), message);
        assertTrue(message.endsWith("y | y | y | y | y"), message);
    }

    @Test
    void whatTakesTooLongIsKilledWithAllItHasStarted() throws Exception {
        Threads before = Threads.now();
        LifecycleHook hook =
                hook(
                        folder,
                        ALWAYS,
                        Duration.ofMillis(700),
                        "(sleep 600; true) & echo $! > pid; echo waiting; wait");
        assertEquals("`sh` was killed after 700 ms: waiting", failure(hook));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(ExecHookTest::assertEnds);
        before.assertNobodyElseAfter(Duration.ofSeconds(2));
    }

    @Test
    void whatItLeavesInTheBackgroundHoldsUpNothing() throws Exception {
        Threads before = Threads.now();
        LifecycleHook hook =
                hook(folder, ALWAYS, Duration.ofSeconds(30), "sleep 600 & echo $! > pid");
        Task call = Task.start("hook", () -> hook.on(Moment.PRE_START, BEFORE));
        call.assertDoneWithin(Duration.ofSeconds(5));
        before.assertNobodyElseAfter(Duration.ofSeconds(2));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
        assertTrue(left.isAlive());
        left.destroyForcibly();
    }

    @Test
    void itGetsNoInput() throws Exception {
        LifecycleHook hook = hook(folder, ALWAYS, Duration.ofSeconds(10), "cat > input");
        hook.on(Moment.PRE_START, BEFORE);
        assertEquals(0, Files.size(folder.resolve("input")));
    }

    @Test
    void aProgramOrAFolderThatIsNotThereIsAFailureInWords() {
        String message = failure(made(List.of("/no/such/program"), Optional.empty()));
        assertTrue(message.startsWith("cannot run `/no/such/program` in `" + folder), message);
        assertTrue(message.contains("No such file or directory"), message);
        message = failure(made(List.of("true"), Optional.of(Path.of("nowhere"))));
        assertTrue(message.startsWith("cannot run `true` in `" + folder + "/nowhere`"), message);
        assertFalse(message.contains("java"), message);
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        Duration time = Duration.ofSeconds(1);
        Optional<Path> here = Optional.empty();
        assertMistake(() -> new ExecHook.Options(List.of(), ALWAYS, time, here));
        assertMistake(() -> new ExecHook.Options(List.of(" "), ALWAYS, time, here));
        assertMistake(() -> new ExecHook.Options(List.of("a"), List.of(), time, here));
        assertMistake(() -> new ExecHook.Options(List.of("a"), ALWAYS, Duration.ZERO, here));
    }

    private static void assertMistake(org.junit.jupiter.api.function.Executable options) {
        assertThrows(IllegalArgumentException.class, options);
    }

    private static void assertEnds(ProcessHandle process) {
        assertTrue(
                process.onExit()
                        .thenApply(_ -> true)
                        .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                        .join(),
                "a descendant still runs");
    }

    private String failure(String script) {
        return failure(hook(folder, ALWAYS, Duration.ofSeconds(30), script));
    }

    private static String failure(LifecycleHook hook) {
        return assertThrows(CommandFailed.class, () -> hook.on(Moment.PRE_START, BEFORE))
                .getMessage();
    }

    private static LifecycleHook hook(
            Path directory, List<Moment> moments, Duration timeout, String script) {
        List<String> command = List.of("sh", "-c", script);
        var options = new ExecHook.Options(command, moments, timeout, Optional.empty());
        return new ExecHook().create(options, new FakePlanContext("web", directory));
    }

    private LifecycleHook made(List<String> command, Optional<Path> directory) {
        var options = new ExecHook.Options(command, ALWAYS, Duration.ofSeconds(10), directory);
        return new ExecHook().create(options, new FakePlanContext("web", folder));
    }
}

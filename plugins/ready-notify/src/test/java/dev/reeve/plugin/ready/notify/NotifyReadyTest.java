package dev.reeve.plugin.ready.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.ready.notify.NotifyReady.Access;
import dev.reeve.supervisor.api.spi.Message;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakePreparation;
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
class NotifyReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        ReadyStrategy strategy = strategy(Access.ALL, Optional.empty());
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) {
                says(run, "READY=1");
            }
        };
    }

    @Test
    void theServiceIsToldWhereToSayIt() throws Exception {
        FakePreparation plain = new FakePreparation("one", 3);
        strategy(Access.ALL, Optional.empty()).prepare(plain);
        assertEquals(Map.of("NOTIFY_SOCKET", "@fake-one-3"), plain.environment());
        FakePreparation watched = new FakePreparation("one", 3);
        strategy(Access.ALL, Optional.of(Duration.ofMillis(1500))).prepare(watched);
        assertEquals(
                Map.of("NOTIFY_SOCKET", "@fake-one-3", "WATCHDOG_USEC", "1500000"),
                watched.environment());
    }

    @Test
    void redisIsReadyWithWhatItSaysOfItself() {
        assertEquals(
                List.of(
                        new Report.Status("Redis is loading..."),
                        new Report.Status("Ready to accept connections")),
                reportsUntilReady(
                        "STATUS=Redis is loading...\n",
                        "STATUS=Ready to accept connections\nREADY=1\n"));
    }

    /// haproxy says that it reloads before it is ready for the first time, and names its master.
    @Test
    void haproxyIsReadyAndNotReloaded() {
        assertEquals(
                List.of(new Report.MainProcess(4711)),
                reportsUntilReady("RELOADING=1\nMONOTONIC_USEC=12", "READY=1\nMAINPID=4711"));
    }

    @Test
    void allThatIsSaidAfterwardsIsReported() throws Exception {
        FakeReadyRun run = run();
        Task watch = watching(run, Optional.empty());
        says(run, "RELOADING=1\nMONOTONIC_USEC=5\nSTATUS=again");
        says(run, "READY=1");
        says(run, "WATCHDOG=1");
        says(run, "WATCHDOG_USEC=2000000");
        says(run, "WATCHDOG=trigger");
        says(run, "EXTEND_TIMEOUT_USEC=1500000");
        says(run, "STATUS=");
        says(run, "STOPPING=1\nSTATUS=bye");
        assertReported(
                run,
                watch,
                new Report.Status("again"),
                new Report.Reloading(),
                new Report.Reloaded(),
                new Report.Alive(),
                new Report.Watchdog(Duration.ofSeconds(2)),
                new Report.Trouble("it has triggered its watchdog itself"),
                new Report.MoreTime(Duration.ofMillis(1500)),
                new Report.Status(""),
                new Report.Leaving(),
                new Report.Status("bye"));
    }

    @Test
    void theWatchdogBeginsWhenItIsReady() throws Exception {
        Report watched = new Report.Watchdog(Duration.ofSeconds(10));
        FakeReadyRun run = run();
        Task watch = watching(run, Optional.of(Duration.ofSeconds(10)));
        assertReported(run, watch, watched);

        FakeReadyRun other = run();
        Task waiting = await(strategy(Access.ALL, Optional.of(Duration.ofSeconds(10))), other);
        says(other, "WATCHDOG_USEC=3000000");
        waiting.assertGoesOnFor(SHORT);
        assertEquals(List.of(), other.reports());
        says(other, "READY=1");
        waiting.assertDoneWithin(LONG);
        assertEquals(List.of(new Report.Watchdog(Duration.ofSeconds(3))), other.reports());
    }

    @Test
    void aRunThatASupervisorBeforeHasWaitedForIsReady() throws Exception {
        FakeReadyRun run = run();
        ReadyStrategy strategy = strategy(Access.ALL, Optional.of(Duration.ofSeconds(10)));
        Task watch = Task.start("watch", () -> strategy.watch(run));
        says(run, "RELOADING=1");
        assertReported(
                run, watch, new Report.Watchdog(Duration.ofSeconds(10)), new Report.Reloading());
    }

    @Test
    void junkIsNothing() {
        assertEquals(
                List.of(),
                reportsUntilReady(
                        "",
                        "\n\n",
                        "READY",
                        "READY=0",
                        "ready=1",
                        "=1",
                        "x".repeat(100_000),
                        "MAINPID=1",
                        "MAINPID=-5",
                        "MAINPID=99999999999999999999999",
                        "MAINPID=abc",
                        "WATCHDOG=2",
                        "WATCHDOG_USEC=soon",
                        "EXTEND_TIMEOUT_USEC=-1",
                        "FDSTORE=1\nFDNAME=x",
                        "ERRNO=2\nEXIT_STATUS=3\nBUSERROR=a\nBARRIER=1",
                        "READY=1"));
    }

    @Test
    void aStatusIsOneShortLineWithoutControlCharacters() {
        assertEquals(
                List.of(new Report.Status("a [31mred b"), new Report.Status("é".repeat(200))),
                reportsUntilReady(
                        "STATUS=a\u001b[31mred\u0085\tb",
                        "STATUS=" + "é".repeat(300),
                        "STATUS=" + "é".repeat(300),
                        "READY=1"));
    }

    @Test
    void aLivingStrangerSaysNothing() {
        FakeReadyRun run = run();
        Task waiting = await(strategy(Access.ALL, Optional.empty()), run);
        long me = ProcessHandle.current().pid();
        run.says(new Message("READY=1\nSTATUS=hi", me, user(), false));
        run.says(new Message("READY=1", 0, user(), false));
        waiting.assertGoesOnFor(SHORT);
        assertEquals(List.of(), run.reports());
        says(run, "READY=1");
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void aSenderThatIsGoneCountsIfItHadTheUserOfTheRunOrWasRoot() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        FakeReadyRun run = run();
        Task waiting = await(strategy(Access.ALL, Optional.empty()), run);
        run.says(new Message("READY=1", gone.pid(), 4711, false));
        waiting.assertGoesOnFor(SHORT);
        run.says(new Message("READY=1", gone.pid(), user(), false));
        waiting.assertDoneWithin(LONG);

        FakeReadyRun other = run();
        Task again = await(strategy(Access.ALL, Optional.empty()), other);
        other.says(new Message("READY=1", gone.pid(), 0, false));
        again.assertDoneWithin(LONG);
    }

    @Test
    void withAccessMainOnlyTheMainProcessCounts() {
        FakeReadyRun run = run();
        Task waiting = await(strategy(Access.MAIN, Optional.empty()), run);
        run.says(new Message("READY=1", run.pid() + 1, user(), true));
        waiting.assertGoesOnFor(SHORT);
        run.says(new Message("READY=1", run.pid(), user(), true));
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void oneThatTalksWithoutEndIsHeardInPiecesAndStillEnds() throws Exception {
        FakeReadyRun run = run();
        Task watch = watching(run, Optional.empty());
        for (int number = 0; number < 5000; number++) {
            says(run, "STATUS=" + number);
        }
        watch.assertGoesOnFor(Duration.ofMillis(300));
        assertTrue(run.reports().size() <= 400, "it was told " + run.reports().size());
        watch.interrupt();
        assertTrue(watch.endsWithin(Duration.ofSeconds(1)));
    }

    @Test
    void theLastWordsHoldItsStatus() {
        FakeReadyRun run = run();
        Task waiting = await(strategy(Access.ALL, Optional.empty()), run);
        says(run, "STATUS=Loading 3 of 5");
        waiting.assertGoesOnFor(SHORT);
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        assertEquals(
                "it has not said READY=1; its status: Loading 3 of 5",
                assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage());
    }

    @Test
    void aWatchdogOfNoTimeIsAMistake() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new NotifyReady.Options(Access.ALL, Optional.of(Duration.ZERO)));
    }

    private List<Report> reportsUntilReady(String... messages) {
        FakeReadyRun run = run();
        for (String message : messages) {
            says(run, message);
        }
        await(strategy(Access.ALL, Optional.empty()), run).assertDoneWithin(LONG);
        return run.reports();
    }

    private Task watching(FakeReadyRun run, Optional<Duration> watchdog) {
        ReadyStrategy strategy = strategy(Access.ALL, watchdog);
        says(run, "READY=1");
        await(strategy, run).assertDoneWithin(LONG);
        return Task.start("watch", () -> strategy.watch(run));
    }

    private static void assertReported(FakeReadyRun run, Task watch, Report... reports) {
        for (int tries = 0; tries < 100 && run.reports().size() < reports.length; tries++) {
            watch.assertGoesOnFor(Duration.ofMillis(50));
        }
        assertEquals(List.of(reports), run.reports());
        watch.interrupt();
        assertTrue(watch.endsWithin(LONG));
    }

    private static void says(FakeReadyRun run, String text) {
        run.says(new Message(text, run.pid(), user(), true));
    }

    private static long user() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private FakeReadyRun run() {
        return new FakeReadyRun("one", 1, folder);
    }

    private static Task await(ReadyStrategy strategy, FakeReadyRun run) {
        return Task.start("await", () -> strategy.await(run));
    }

    private static ReadyStrategy strategy(Access access, Optional<Duration> watchdog) {
        var options = new NotifyReady.Options(access, watchdog);
        return new NotifyReady().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

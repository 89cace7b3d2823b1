package dev.reeve.plugin.ready.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.nio.file.Path;
import java.time.Duration;

@Timeout(60)
class LogReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        ReadyStrategy strategy = strategy("listening on port \\d+", Stream.BOTH);
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) {
                run.writes("starting");
                run.writes("now listening on port 8080.");
            }
        };
    }

    @Test
    void itSaysThatItReadsWhatIsWritten() {
        assertTrue(strategy("x", Stream.BOTH).readsOutput());
    }

    @Test
    void onlyLinesOfTheChosenStreamCount() {
        FakeReadyRun run = run();
        Task waiting = await("^ready$", Stream.STDERR, run);
        run.writes("stdout", "ready");
        run.writes("stderr", "not ready");
        waiting.assertGoesOnFor(SHORT);
        run.writes("stderr", "ready");
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void theLastWordsCountTheLines() {
        FakeReadyRun run = run();
        Task waiting = await("ready", Stream.BOTH, run);
        run.writes("one");
        run.writes("two");
        waiting.assertGoesOnFor(SHORT);
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        assertEquals(
                "none of 2 lines matched `ready`",
                assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage());
    }

    @Test
    void anOutputThatEndsWithoutItCanNeverBeReady() {
        FakeReadyRun run = run();
        Task waiting = await("ready", Stream.BOTH, run);
        run.writes("one");
        waiting.assertGoesOnFor(SHORT);
        run.writesNoMore();
        assertTrue(waiting.endsWithin(LONG));
        assertEquals(
                "none of 1 lines matched `ready`",
                assertInstanceOf(IOException.class, waiting.failure()).getMessage());
    }

    @Test
    void aPatternThatTriesForEverEndsWithAnInterrupt() {
        FakeReadyRun run = run();
        Task waiting = await("(.*,){40}x", Stream.BOTH, run);
        run.writes(",".repeat(9000));
        waiting.assertGoesOnFor(Duration.ofMillis(300));
        waiting.interrupt();
        assertTrue(waiting.endsWithin(Duration.ofSeconds(1)));
    }

    @Test
    void aPatternThatGoesTooDeepDoesNotMatch() {
        FakeReadyRun run = run();
        Task waiting = await("^(a|b)*$", Stream.BOTH, run);
        run.writes("ab".repeat(200_000));
        waiting.endsWithin(Duration.ofMillis(300));
        run.writes("abab");
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void ofALongLineOnlyTheBeginningIsLookedAt() {
        FakeReadyRun run = run();
        Task waiting = await("ready", Stream.BOTH, run);
        run.writes("x".repeat(10_000) + "ready");
        waiting.assertGoesOnFor(SHORT);
        run.writes("ready" + "x".repeat(10_000));
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void whatIsNoPatternIsAMistakeInOneLine() {
        assertEquals(
                "`pattern` is no regular expression: Unclosed group, at character 5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LogReady.Options("a(bc", Stream.BOTH))
                        .getMessage());
    }

    private static Task await(String pattern, Stream stream, FakeReadyRun run) {
        return Task.start("await", () -> strategy(pattern, stream).await(run));
    }

    private FakeReadyRun run() {
        return new FakeReadyRun("one", 1, folder);
    }

    private static ReadyStrategy strategy(String pattern, Stream stream) {
        var options = new LogReady.Options(pattern, stream);
        return new LogReady().create(options, new FakePlanContext("one", Path.of("/")));
    }
}

package dev.reeve.plugin.ready.http;

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
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

@Timeout(60)
class HttpReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) throws IOException {
        int port = freePort();
        ReadyStrategy strategy = strategy(new Asking().port(port));
        return new Given() {
            private Served served;

            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                served = new Served(port, Served.OK);
            }

            @Override
            public void ends() throws IOException {
                if (served != null) {
                    served.close();
                }
            }
        };
    }

    @Test
    void anotherStatusIsNotReadyUntilItIsTheRightOne() throws Exception {
        try (Served served = Served.saying("HTTP/1.1 503 Not Yet\r\n\r\n")) {
            Task waiting = await(new Asking().port(served.port()));
            waiting.assertGoesOnFor(SHORT);
            served.says("HTTP/1.1 200 OK\r\n\r\n");
            waiting.assertDoneWithin(LONG);
        }
    }

    @Test
    void theLastWordsSayWhatTheAnswerWas() throws Exception {
        try (Served served = Served.saying("HTTP/1.1 503 Not Yet\r\n\r\n")) {
            assertEquals("503 instead of 200", wordsAfter(new Asking().port(served.port())));
        }
        int port = freePort();
        assertEquals(
                "cannot connect to 127.0.0.1:" + port + ": Connection refused",
                wordsAfter(new Asking().port(port)));
    }

    @Test
    void aStrangersAnswerIsNotReadyAndNothingIsSaidToIt() throws Exception {
        try (Served served = Served.saying(Served.OK)) {
            FakeReadyRun run = new FakeReadyRun("one", 1, folder);
            run.processesAre(1L << 30);
            ReadyStrategy strategy = strategy(new Asking().port(served.port()));
            Task waiting = Task.start("await", () -> strategy.await(run));
            waiting.assertGoesOnFor(SHORT);
            assertEquals(0, served.requests().size());
            run.processesAre(ProcessHandle.current().pid());
            waiting.assertDoneWithin(LONG);
        }
    }

    @Test
    void whereItNeedNotBeOwnAnybodysAnswerWillDo() throws Exception {
        try (Served served = Served.saying(Served.OK)) {
            FakeReadyRun run = new FakeReadyRun("one", 1, folder);
            run.processesAre(1L << 30);
            ReadyStrategy strategy = strategy(new Asking().port(served.port()).anybodys());
            Task.start("await", () -> strategy.await(run)).assertDoneWithin(LONG);
        }
    }

    @Test
    void oneAttemptThatHangsIsNotTheLast() throws Exception {
        try (Served served = Served.saying(Served.SILENCE)) {
            Asking asking = new Asking().port(served.port()).within(Duration.ofMillis(100));
            Task waiting = await(asking);
            waiting.assertGoesOnFor(Duration.ofMillis(400));
            assertTrue(served.requests().size() > 1, "it asked once");
            served.says(Served.OK);
            waiting.assertDoneWithin(LONG);
        }
    }

    private Task await(Asking asking) {
        ReadyStrategy strategy = strategy(asking);
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        return Task.start("await", () -> strategy.await(run));
    }

    private String wordsAfter(Asking asking) {
        Task waiting = await(asking);
        waiting.assertGoesOnFor(Duration.ofMillis(300));
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        return assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage();
    }

    private static ReadyStrategy strategy(Asking asking) {
        return new HttpReady().create(asking.options(), new FakePlanContext("one", Path.of("/")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}

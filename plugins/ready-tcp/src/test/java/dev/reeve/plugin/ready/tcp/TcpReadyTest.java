package dev.reeve.plugin.ready.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;
import dev.reeve.supervisor.testkit.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class TcpReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final long ME = ProcessHandle.current().pid();

    @TempDir Path folder;
    private final List<Process> strangers = new ArrayList<>();

    @AfterEach
    void strangersLeave() {
        strangers.forEach(Process::destroyForcibly);
    }

    @Override
    protected Given given(Path directory) throws IOException {
        int port = freePort();
        ReadyStrategy strategy = strategy("localhost", port, true);
        return new Given() {
            private ServerSocket server = new ServerSocket();

            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                server = listening("127.0.0.1", port);
            }

            @Override
            public void ends() throws IOException {
                server.close();
            }
        };
    }

    @Test
    void aPortThatAStrangerHoldsIsNotReady() throws Exception {
        int port = freePort();
        Process stranger = stranger("127.0.0.1", port);
        assertEquals(
                "port %d is held by process %d (java), which is not this service's"
                        .formatted(port, stranger.pid()),
                wordsAfter(strategy("localhost", port, true)));
    }

    @Test
    void thePortOfAChildOfTheServiceIsReady() throws Exception {
        int port = freePort();
        Process child = stranger("127.0.0.1", port);
        await(strategy("localhost", port, true), run(ME, child.pid())).assertDoneWithin(LONG);
    }

    @Test
    void aProcessThatJoinsMeanwhileCounts() throws Exception {
        int port = freePort();
        Process child = stranger("127.0.0.1", port);
        FakeReadyRun run = run(ME);
        Task waiting = await(strategy("localhost", port, true), run);
        waiting.assertGoesOnFor(SHORT);
        run.processesAre(ME, child.pid());
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void itIsReadyOnceTheStrangerHasGivenWay() throws Exception {
        int port = freePort();
        Process stranger = stranger("127.0.0.1", port);
        Task waiting = await(strategy("localhost", port, true), run(ME));
        waiting.assertGoesOnFor(SHORT);
        stranger.destroyForcibly().waitFor();
        waiting.assertGoesOnFor(SHORT);
        try (ServerSocket _ = listening("127.0.0.1", port)) {
            waiting.assertDoneWithin(LONG);
        }
    }

    @Test
    void whereItNeedNotBeOwnAnybodysPortWillDo() throws Exception {
        int port = freePort();
        stranger("127.0.0.1", port);
        await(strategy("localhost", port, false), run(ME)).assertDoneWithin(LONG);
    }

    @Test
    void theSamePortOnAnotherAddressOfOursDoesNotHideAStranger() throws Exception {
        int port = freePort();
        stranger("127.0.0.1", port);
        try (ServerSocket _ = listening("127.0.0.2", port)) {
            Task waiting = await(strategy("127.0.0.1", port, true), run(ME));
            waiting.assertGoesOnFor(SHORT);
            await(strategy("127.0.0.2", port, true), run(ME)).assertDoneWithin(LONG);
            waiting.interrupt();
        }
    }

    @Test
    void aServerOfIpv6AloneAnswersForLocalhost() throws Exception {
        int port = freePort();
        try (ServerSocket _ = listening("::1", port)) {
            await(strategy("localhost", port, true), run(ME)).assertDoneWithin(LONG);
        }
    }

    @Test
    void aServerOfBothStacksAnswersForEither() throws Exception {
        int port = freePort();
        try (ServerSocket _ = new ServerSocket(port)) {
            await(strategy("127.0.0.1", port, true), run(ME)).assertDoneWithin(LONG);
            await(strategy("::1", port, true), run(ME)).assertDoneWithin(LONG);
        }
    }

    @Test
    void theLastWordsSayWhatWasWrong() throws Exception {
        int port = freePort();
        assertEquals(
                "port " + port + " of localhost is closed",
                wordsAfter(strategy("localhost", port, true)));
        assertEquals(
                "no host is called `no.such.host.invalid`",
                wordsAfter(strategy("no.such.host.invalid", port, true)));
    }

    @Test
    void withoutProcTheConnectionIsAllThatCanBeAsked() throws Exception {
        int port = freePort();
        stranger("127.0.0.1", port);
        var options = new TcpReady.Options(port, "localhost", Duration.ofSeconds(1), true);
        ReadyStrategy strategy = new TcpStrategy(options, new Ownership(folder));
        await(strategy, run(ME)).assertDoneWithin(LONG);
    }

    @Test
    void anAddressThatNeverAnswersDoesNotHoldUpAnInterrupt() throws Exception {
        var options = new TcpReady.Options(9, "192.0.2.1", Duration.ofMinutes(1), true);
        Task waiting = await(new TcpStrategy(options, new Ownership(Path.of("/proc"))), run(ME));
        waiting.endsWithin(SHORT);
        waiting.interrupt();
        assertTrue(waiting.endsWithin(Duration.ofSeconds(1)));
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(
                IllegalArgumentException.class, () -> new TcpReady.Options(1, " ", second, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TcpReady.Options(1, "localhost", Duration.ZERO, true));
    }

    @Test
    void theKernelsTableIsReadAsItIsWritten() throws Exception {
        Path table = folder.resolve("tcp6");
        Files.writeString(
                table,
                """
                  sl  local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode
                   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 501 1 0 100
                   1: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 502 1 0 100
                   2: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:8000 01 00000000:00000000 00:00000000 00000000     0        0 503 1 0 100
                   3: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 504 1 0 100
                """);
        List<Listener> found = Listener.in(table, 8080);
        InetAddress every = InetAddress.getByName("::");
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        assertEquals(List.of(new Listener(every, 33, 501), new Listener(loopback, 0, 502)), found);
        assertEquals(List.of(found.get(1)), Listener.answering(loopback, found));
        assertEquals(
                List.of(found.get(0)),
                Listener.answering(InetAddress.getByName("10.0.0.1"), found));
        assertEquals(
                List.of(found.get(0)), Listener.answering(InetAddress.getByName("::1"), found));
    }

    private static ReadyStrategy strategy(String host, int port, boolean own) {
        var options = new TcpReady.Options(port, host, Duration.ofSeconds(1), own);
        return new TcpReady().create(options, new FakePlanContext("one", Path.of("/")));
    }

    private FakeReadyRun run(Long... processes) {
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        run.processesAre(processes);
        return run;
    }

    private static Task await(ReadyStrategy strategy, FakeReadyRun run) {
        return Task.start("await", () -> strategy.await(run));
    }

    private String wordsAfter(ReadyStrategy strategy) {
        FakeReadyRun run = run(ME);
        Task waiting = await(strategy, run);
        for (int tries = 0; tries < 100 && run.looks() == 0; tries++) {
            waiting.assertGoesOnFor(SHORT);
        }
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        return words(waiting);
    }

    private static String words(Task waiting) {
        return assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static ServerSocket listening(String address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(address, port));
        return server;
    }

    /// Another process that listens already: the JDK's own web server.
    private Process stranger(String address, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process stranger =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-m",
                                        "jdk.httpserver",
                                        "-b",
                                        address,
                                        "-p",
                                        Integer.toString(port)))
                        .redirectErrorStream(true)
                        .start();
        strangers.add(stranger);
        String said = stranger.inputReader().readLine();
        assertTrue(said != null && said.startsWith("Serving"), said);
        return stranger;
    }
}

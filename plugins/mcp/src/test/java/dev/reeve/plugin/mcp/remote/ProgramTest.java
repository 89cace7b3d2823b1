package dev.reeve.plugin.mcp.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.TextContent;

import org.junit.jupiter.api.BeforeAll;
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
import java.util.stream.Stream;

@Timeout(120)
class ProgramTest extends SessionBackendContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir Path folder;

    /// The first session of a Java machine loads a thousand classes, which no interrupt hurries.
    @BeforeAll
    static void loadTheSdk(@TempDir Path other) throws Exception {
        Remote.open(new FakeOpening(), Scripted.server(other), TIMEOUT).close();
    }

    private static SessionBackend backend(Reach.Program program) {
        return opening -> Remote.open(opening, program, TIMEOUT);
    }

    @Override
    protected SessionBackend online() throws IOException {
        return backend(Scripted.server(folder));
    }

    @Override
    protected SessionBackend offline() throws IOException {
        return backend(Scripted.program(folder, "#!/bin/sh\nexit 3\n"));
    }

    @Override
    protected Optional<SessionBackend> unanswered() throws IOException {
        return Optional.of(backend(Scripted.program(folder, "#!/bin/sh\nexec cat >/dev/null\n")));
    }

    @Test
    void itSaysWhatTheServerIsAndHas() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote = Remote.open(opening, Scripted.server(folder), TIMEOUT)) {
            Map<String, Object> details = details(opening);
            assertEquals(Map.of("name", "script", "version", "7"), details.get("server"));
            assertEquals("2025-06-18", details.get("protocol_version"));
            assertEquals(List.of("echo"), details.get("tools"));
            assertEquals(List.of("greet"), details.get("prompts"));
            assertEquals(List.of(), details.get("resources"));
            assertEquals("stdio", details.get("transport"));
            assertFalse(details.toString().contains("sesame"), "its environment is in " + details);
            assertEquals("sesame", said(remote, "echo"));
        }
    }

    @Test
    void newToolsAreSeenAsSoonAsTheServerSaysSo() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote = Remote.open(opening, Scripted.server(folder), TIMEOUT)) {
            opening.told().clear();
            var told = new java.util.concurrent.CompletableFuture<Boolean>();
            try (var _ = remote.follow(() -> told.complete(true))) {
                remote.call("change", Map.of());
                assertTrue(told.get(30, TimeUnit.SECONDS));
            }
            assertEquals(List.of("changed"), details(opening).get("tools"));
            assertEquals("changed", remote.shown().tools().getFirst().name());
        }
    }

    @Test
    void aServerThatEndsIsToldOfAtOnceWithItsLastWords() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote = Remote.open(opening, Scripted.server(folder), TIMEOUT)) {
            SessionException called =
                    assertThrows(SessionException.class, () -> remote.call("die", Map.of()));
            SessionException lost = opening.lost().get(30, TimeUnit.SECONDS);
            assertEquals(Liveness.Status.OFFLINE, lost.status());
            String why = String.valueOf(lost.getMessage());
            assertTrue(why.endsWith("it has ended with 9; it said: it was too much"), why);
            assertEquals(why, called.getMessage());
        }
    }

    @Test
    void aServerThatEndsBeforeItAnswersSaysWhy() throws Exception {
        var program = Scripted.program(folder, "#!/bin/sh\necho 'no key' >&2\nexit 1\n");
        SessionException failure = fails(program);
        assertEquals(Liveness.Status.OFFLINE, failure.status());
        String why = String.valueOf(failure.getMessage());
        assertTrue(why.endsWith("it has ended with 1; it said: no key"), why);
    }

    @Test
    void aProgramThatIsNotThereIsMisconfigured() throws Exception {
        for (String word : List.of("no-such-program", "./neither", "/nor/this")) {
            var program = new Reach.Program(List.of(word), Map.of(), folder, TIMEOUT);
            SessionException failure = fails(program);
            assertEquals(Liveness.Status.MISCONFIGURED, failure.status());
            assertTrue(String.valueOf(failure.getMessage()).contains("`" + word + "`"));
        }
    }

    @Test
    void aShellThatDoesNotFindItsProgramIsMisconfigured() throws Exception {
        var program = Scripted.program(folder, "#!/bin/sh\nexec no-such-program\n");
        assertEquals(Liveness.Status.MISCONFIGURED, fails(program).status());
    }

    @Test
    void aDirectoryThatIsNotThereIsMisconfigured() throws Exception {
        var program = new Reach.Program(List.of("cat"), Map.of(), folder.resolve("no"), TIMEOUT);
        assertEquals(Liveness.Status.MISCONFIGURED, fails(program).status());
    }

    @Test
    void nothingOfItIsLeftThoughItHidesAndDoesNotListen() throws Exception {
        // One child ignores TERM, one has a session of its own, one has lost its parent.
        var program =
                Scripted.server(
                        folder,
                        """
                        trap '' TERM
                        sh -c 'trap "" TERM; sleep 1000; sleep 1000' &
                        setsid sleep 1000 &
                        (setsid sleep 1000 &)
                        """,
                        "sleep 1000; sleep 1000");
        var opening = new FakeOpening();
        Remote remote = Remote.open(opening, program, TIMEOUT);
        long pid = ((Number) details(opening).get("process_id")).longValue();
        String mark = mark(pid);
        long before = carrying(mark);
        assertTrue(before >= 5, "only " + before + " processes");
        remote.close();
        assertEquals(0, carrying(mark));
    }

    @Test
    void whatWasNotOpenedLeavesNoProcess() throws Exception {
        var program =
                Scripted.program(
                        folder,
                        """
                        #!/bin/sh
                        sleep 1000 &
                        printf %s "REEVE_MCP_CHILD=$REEVE_MCP_CHILD" >mark
                        kill -s KILL $$
                        """);
        fails(program);
        assertEquals(0, carrying(Files.readString(folder.resolve("mark"))));
    }

    /// So a Ctrl-C at the supervisor's terminal does not reach it.
    @Test
    void itHasASessionOfItsOwn() throws Exception {
        var opening = new FakeOpening();
        try (Remote _ = Remote.open(opening, Scripted.server(folder), TIMEOUT)) {
            long pid = ((Number) details(opening).get("process_id")).longValue();
            assertEquals(pid, field(pid, 3), "its session");
            assertEquals(pid, field(pid, 2), "its process group");
        }
    }

    @Test
    void whatIsNotTheProtocolIsPassedOver() throws Exception {
        var program = Scripted.server(folder, "echo 'Welcome!'; echo; echo '{\"a\": 1}'", "");
        try (Remote remote = Remote.open(new FakeOpening(), program, TIMEOUT)) {
            assertEquals(Liveness.Status.ONLINE, remote.check().status());
        }
    }

    @Test
    void aRefusalOfTheServerIsPassedOn() throws Exception {
        try (Remote remote = Remote.open(new FakeOpening(), Scripted.server(folder), TIMEOUT)) {
            var failure =
                    assertThrows(SessionException.class, () -> remote.call("refuse", Map.of()));
            assertTrue(failure.getCause() instanceof McpError, String.valueOf(failure.getCause()));
            assertEquals(Liveness.Status.ONLINE, remote.check().status());
        }
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsOffline() throws Exception {
        var silent = Scripted.program(folder, "#!/bin/sh\nexec cat >/dev/null\n");
        var failure =
                assertThrows(
                        SessionException.class,
                        () -> Remote.open(new FakeOpening(), silent, Duration.ofMillis(200)));
        assertEquals(Liveness.Status.OFFLINE, failure.status());
    }

    private static SessionException fails(Reach.Program program) {
        return assertThrows(
                SessionException.class,
                () -> Remote.open(new FakeOpening(), program, TIMEOUT).close());
    }

    static Map<String, Object> details(FakeOpening opening) {
        return opening.reports().stream()
                .filter(Report.Details.class::isInstance)
                .map(report -> ((Report.Details) report).details())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    static String said(Remote remote, String tool) throws Exception {
        return ((TextContent) remote.call(tool, Map.of()).content().getFirst()).text();
    }

    /// The variable by which all that it has started can be told.
    private static String mark(long pid) throws IOException {
        return Stream.of(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"))
                .filter(variable -> variable.startsWith("REEVE_MCP_CHILD="))
                .findFirst()
                .orElseThrow();
    }

    /// How many processes live that carry it.
    private static long carrying(String mark) throws IOException {
        assertTrue(mark.length() > 30, mark);
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> carries(entry, mark))
                    .count();
        }
    }

    private static boolean carries(Path entry, String mark) {
        try {
            return Files.readString(entry.resolve("environ")).contains(mark)
                    && field(Long.parseLong(entry.getFileName().toString()), 0) != 'Z';
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static long field(long pid, int number) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String field = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number];
        return number == 0 ? field.charAt(0) : Long.parseLong(field);
    }
}

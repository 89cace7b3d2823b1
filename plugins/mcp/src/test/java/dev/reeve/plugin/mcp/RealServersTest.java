package dev.reeve.plugin.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.mcp.remote.Reach;
import dev.reeve.plugin.mcp.remote.Remote;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Against servers and a client that others have written, call by call; with `-Dreeve.long=true`.
/// That they work together is seen in every build, from the zip.
@EnabledIfSystemProperty(named = "reeve.long", matches = "true")
@Timeout(240)
class RealServersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Liveness ONLINE = new Liveness(Liveness.Status.ONLINE, "", null);

    @TempDir Path folder;
    private final FakeSupervisor supervisor = new FakeSupervisor();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Remote everything(FakeOpening opening) throws Exception {
        var program =
                new Reach.Program(
                        List.of(Npm.program("mcp-server-everything"), "stdio"),
                        Map.of("HIDDEN", "hidden-value"),
                        folder,
                        Duration.ofSeconds(5));
        Remote remote = Remote.open(opening, program, TIMEOUT);
        open.add(remote);
        return remote;
    }

    @Test
    void aProgramIsOpenedLookedAtAndCalled() throws Exception {
        var opening = new FakeOpening();
        Remote remote = everything(opening);
        assertLooksLikeEverything(opening, remote, "stdio");
        var answer = remote.call("echo", Map.of("message", "hello"));
        assertTrue(answer.toString().contains("Echo: hello"), answer.toString());
        long pid = ((Number) details(opening).get("process_id")).longValue();
        assertTrue(ProcessHandle.of(pid).isPresent());
        remote.close();
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void aUrlIsOpenedLookedAtAndCalled() throws Exception {
        int port = freePort();
        var builder =
                new ProcessBuilder(Npm.program("mcp-server-everything"), "streamableHttp")
                        .redirectErrorStream(true);
        builder.environment().put("PORT", "" + port);
        Process server = builder.start();
        open.add(
                () -> {
                    server.destroy();
                    server.waitFor();
                });
        var said = server.inputReader();
        String line = said.readLine();
        while (line != null && !line.contains("listening")) {
            line = said.readLine();
        }
        var address =
                new Reach.Address(
                        URI.create("http://127.0.0.1:" + port + "/mcp"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty());
        var opening = new FakeOpening();
        Remote remote = Remote.open(opening, address, TIMEOUT);
        open.add(remote);
        assertLooksLikeEverything(opening, remote, "streamable_http");
        var answer = remote.call("get-sum", Map.of("a", 2, "b", 3));
        assertTrue(answer.toString().contains("5"), answer.toString());
        server.destroy();
        assertEquals(Liveness.Status.OFFLINE, opening.lost().get().status());
    }

    private static void assertLooksLikeEverything(
            FakeOpening opening, Remote remote, String transport) throws Exception {
        Map<String, Object> details = details(opening);
        assertTrue(details.get("server").toString().contains("everything"), details.toString());
        assertTrue(details.get("tools").toString().contains("echo"), details.toString());
        assertFalse(((List<?>) details.get("resources")).isEmpty(), details.toString());
        assertFalse(((List<?>) details.get("prompts")).isEmpty(), details.toString());
        assertEquals(transport, details.get("transport"));
        assertFalse(details.toString().contains("hidden-value"), details.toString());
        assertEquals(Liveness.Status.ONLINE, remote.check().status());
    }

    @Test
    void theInspectorListsAndCallsAToolThroughTheAggregator() throws Exception {
        var key = new ServiceKey("mcp-server", "manifest", "every");
        supervisor.with(FakeService.of(key, Phase.RUNNING, List.of()));
        supervisor.session("every", everything(new FakeOpening()), ONLINE, Map.of());
        var opening = new FakeOpening("all", supervisor);
        var options =
                new McpAggregatorKind.Options(
                        "127.0.0.1:0", "/mcp", List.of(), "_", Optional.empty(), List.of());
        open.add(
                new McpAggregatorKind()
                        .create(options, new FakePlanContext("all", folder))
                        .open(opening));
        String url =
                opening.reports().stream()
                        .filter(Report.Endpoint.class::isInstance)
                        .map(report -> ((Report.Endpoint) report).address())
                        .findFirst()
                        .orElseThrow();
        String tools = Npm.inspect(url, "--method", "tools/list");
        assertTrue(tools.contains("\"every_echo\""), tools);
        String said =
                Npm.inspect(
                        url,
                        "--method",
                        "tools/call",
                        "--tool-name",
                        "every_echo",
                        "--tool-arg",
                        "message=hello");
        assertTrue(said.contains("Echo: hello"), said);
        String resources = Npm.inspect(url, "--method", "resources/list");
        assertTrue(resources.contains("\"uri\""), resources);
        String prompts = Npm.inspect(url, "--method", "prompts/list");
        assertTrue(prompts.contains("\"every_simple-prompt\""), prompts);
    }

    @Test
    void theInspectorStartsAServiceThroughTheControlServer() throws Exception {
        supervisor.with(FakeService.stopped("job"));
        int port = freePort();
        var options =
                new McpControl.Options(
                        "127.0.0.1:" + port,
                        "/mcp",
                        McpControl.Allow.OPERATE,
                        Optional.empty(),
                        List.of());
        open.add(
                new McpControl()
                        .create(options, new FakePlanContext("house", folder))
                        .serve(supervisor));
        String url = "http://127.0.0.1:" + port + "/mcp";
        String tools = Npm.inspect(url, "--method", "tools/list");
        assertTrue(tools.contains("\"start\""), tools);
        String started =
                Npm.inspect(
                        url,
                        "--method",
                        "tools/call",
                        "--tool-name",
                        "start",
                        "--tool-arg",
                        "services=[\"job\"]");
        assertTrue(started.contains("job: running"), started);
        assertEquals(Phase.RUNNING, supervisor.services().items().getFirst().phase());
    }

    private static Map<String, Object> details(FakeOpening opening) {
        return opening.reports().stream()
                .filter(Report.Details.class::isInstance)
                .map(report -> ((Report.Details) report).details())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

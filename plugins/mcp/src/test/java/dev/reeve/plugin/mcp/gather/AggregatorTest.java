package dev.reeve.plugin.mcp.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.mcp.McpAggregatorKind;
import dev.reeve.plugin.mcp.remote.Reach;
import dev.reeve.plugin.mcp.remote.Remote;
import dev.reeve.plugin.mcp.serve.Asking;
import dev.reeve.plugin.mcp.serve.Endpoint;
import dev.reeve.plugin.mcp.serve.Offered;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;
import dev.reeve.supervisor.testkit.ServiceKindContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Timeout(120)
class AggregatorTest extends ServiceKindContract<McpAggregatorKind.Options> {
    private static final Liveness ONLINE = new Liveness(Liveness.Status.ONLINE, "", null);

    @TempDir Path folder;
    private final FakeSupervisor supervisor = new FakeSupervisor();
    private final FakeOpening opening = new FakeOpening("all", supervisor);
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void loadTheSdk() throws Exception {
        try (Endpoint one = new Offered("first").serve()) {
            remote(one).close();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private SessionBackend backend(String listen, List<String> servers) {
        return new McpAggregatorKind()
                .create(options(listen, servers), new FakePlanContext("all", folder));
    }

    private static McpAggregatorKind.Options options(String listen, List<String> servers) {
        return new McpAggregatorKind.Options(
                listen, "/mcp", servers, "_", Optional.empty(), List.of());
    }

    @Override
    protected McpAggregatorKind kind() {
        return new McpAggregatorKind();
    }

    @Override
    protected McpAggregatorKind.Options options(Path directory) {
        return options("127.0.0.1:0", List.of());
    }

    /// Somebody else has the port.
    @Override
    protected SessionBackend offline() throws Exception {
        var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        open.add(taken);
        return backend("127.0.0.1:" + taken.getLocalPort(), List.of());
    }

    private static Remote remote(Endpoint endpoint) throws Exception {
        var address =
                new Reach.Address(
                        URI.create(endpoint.url()), Map.of(), Optional.empty(), Optional.empty());
        return Remote.open(new FakeOpening(), address, Duration.ofSeconds(30));
    }

    /// A server that runs, and is connected.
    private Offered runs(String name) throws Exception {
        var offered = new Offered(name);
        Endpoint endpoint = offered.serve();
        open.add(endpoint);
        Remote remote = remote(endpoint);
        open.add(remote);
        supervisor.session(name, remote, ONLINE, Map.of());
        goes(name, Phase.RUNNING);
        return offered;
    }

    private void goes(String name, Phase phase) {
        var key = new ServiceKey("mcp-server", "manifest", name);
        supervisor.with(FakeService.of(key, phase, List.of()));
        supervisor.happens(
                new Event.StateChanged(
                        key,
                        1,
                        Phase.STARTING,
                        phase,
                        Reason.of(Reason.Code.REQUESTED, "as requested")));
    }

    private Asking gathers(String... servers) throws Exception {
        open.add(backend("127.0.0.1:0", List.of(servers)).open(opening));
        return new Asking(url()).greeted();
    }

    private String url() {
        return opening.reports().stream()
                .filter(Report.Endpoint.class::isInstance)
                .map(report -> ((Report.Endpoint) report).address())
                .findFirst()
                .orElseThrow();
    }

    private void awaitStatus(String text) throws InterruptedException {
        while (!opening.told().take().equals(new Report.Status(text))) {
            // What was told before.
        }
    }

    @Test
    void itOffersWhatAllServersOfferUnderTheirNames() throws Exception {
        runs("maps");
        runs("files");
        Asking client = gathers();
        awaitStatus("2 servers, 2 tools");
        String tools = client.request("tools/list", "{}").body();
        assertTrue(tools.contains("\"files_say\"") && tools.contains("\"maps_say\""), tools);
        assertTrue(client.call("maps_say", "{\"a\":1}").body().contains("maps say {a=1}"));
        assertTrue(client.call("files_say", "{}").body().contains("files say {}"));
        assertTrue(client.request("prompts/list", "{}").body().contains("\"maps_greet\""));
        assertTrue(
                client.request("prompts/get", "{\"name\":\"maps_greet\"}")
                        .body()
                        .contains("maps greet"));
        assertTrue(client.request("resources/list", "{}").body().contains("test://files"));
        for (String uri : List.of("test://files", "test://maps/part")) {
            String read = client.request("resources/read", "{\"uri\":\"" + uri + "\"}").body();
            assertTrue(read.contains(uri.substring(7, 11)), read);
            assertTrue(read.contains(" of " + uri), read);
        }
        assertEquals(
                Map.of(
                        "servers",
                        Map.of("files", Map.of("tools", 1), "maps", Map.of("tools", 1)),
                        "tools",
                        2),
                ((Report.Details)
                                opening.reports().stream()
                                        .filter(Report.Details.class::isInstance)
                                        .reduce((_, last) -> last)
                                        .orElseThrow())
                        .details());
    }

    @Test
    void serversComeAndGoAndClientsAreTold() throws Exception {
        Asking client = gathers();
        try (var listening = client.open("GET", "")) {
            Asking.until(listening, ": open\n\n");
            runs("late");
            Asking.until(listening, "tools/list_changed\"}\n\n");
            assertTrue(client.request("tools/list", "{}").body().contains("late_say"));
            goes("late", Phase.BACKOFF);
            Asking.until(listening, "tools/list_changed\"}\n\n");
            assertFalse(client.request("tools/list", "{}").body().contains("late_say"));
        }
    }

    @Test
    void aToolOfAServerThatIsGoneSaysSo() throws Exception {
        runs("maps");
        Asking client = gathers();
        awaitStatus("1 server, 1 tool");
        goes("maps", Phase.FAILED);
        awaitStatus("0 servers, 0 tools");
        String gone = client.call("maps_say", "{}").body();
        assertTrue(gone.contains("\"isError\":true"), gone);
        assertTrue(gone.contains("`maps` is not connected: it is failed"), gone);
        // Also where it never was there while this has been.
        goes("never", Phase.FAILED);
        assertTrue(client.call("never_say", "{}").body().contains("`never` is not connected"));
        assertTrue(client.call("other_say", "{}").body().contains("there is no tool `other_say`"));
    }

    @Test
    void aServerThatHasDiedUnnoticedIsAnErrorOfTheCall() throws Exception {
        runs("maps");
        Asking client = gathers();
        awaitStatus("1 server, 1 tool");
        open.getFirst().close();
        String failed = client.call("maps_say", "{}").body();
        assertTrue(failed.contains("\"isError\":true"), failed);
        assertTrue(failed.contains("`maps`: cannot reach"), failed);
    }

    @Test
    void newToolsOfAServerAreOffered() throws Exception {
        Offered maps = runs("maps");
        Asking client = gathers();
        awaitStatus("1 server, 1 tool");
        maps.tools.add("zoom");
        for (int round = 0; round < 50; round++) {
            ((Endpoint) open.getFirst()).toolsChanged();
            if (opening.told().poll(100, java.util.concurrent.TimeUnit.MILLISECONDS) != null) {
                break;
            }
        }
        assertTrue(client.request("tools/list", "{}").body().contains("maps_zoom"));
        assertTrue(client.call("maps_zoom", "{}").body().contains("maps zoom {}"));
    }

    @Test
    void onlyThoseThatAreWantedAreGathered() throws Exception {
        runs("web-a");
        runs("db");
        supervisor.with(FakeService.running("web-b"));
        Asking client = gathers("web-*");
        awaitStatus("1 server, 1 tool");
        String tools = client.request("tools/list", "{}").body();
        assertTrue(tools.contains("web-a_say"), tools);
        assertFalse(tools.contains("db_say"), tools);
    }

    @Test
    void aClientThatMayOnlyReadCallsNoTool() throws Exception {
        runs("maps");
        Files.writeString(folder.resolve("tokens"), "read seer\n");
        var options =
                new McpAggregatorKind.Options(
                        "127.0.0.1:0",
                        "/mcp",
                        List.of(),
                        "_",
                        Optional.of(Path.of("tokens")),
                        List.of());
        open.add(
                new McpAggregatorKind()
                        .create(options, new FakePlanContext("all", folder))
                        .open(opening));
        Asking client = new Asking(url()).with("Authorization", "Bearer seer").greeted();
        awaitStatus("1 server, 1 tool");
        assertTrue(client.request("tools/list", "{}").body().contains("maps_say"));
        assertTrue(client.call("maps_say", "{}").body().contains("not allowed"));
    }

    @Test
    void anAddressThatIsNoneOfOursIsMisconfigured() {
        var options =
                new McpAggregatorKind.Options(
                        "192.0.2.1:8431", "/mcp", List.of(), "_", Optional.of(tokens()), List.of());
        var backend = new McpAggregatorKind().create(options, new FakePlanContext("all", folder));
        var failure = assertThrows(SessionException.class, () -> backend.open(opening));
        assertEquals(Liveness.Status.MISCONFIGURED, failure.status(), failure.getMessage());
    }

    private Path tokens() {
        try {
            return Files.writeString(folder.resolve("tokens"), "secret\n");
        } catch (java.io.IOException full) {
            throw new IllegalStateException(full);
        }
    }
}

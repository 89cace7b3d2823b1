package dev.reeve.plugin.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.mcp.serve.Asking;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.ControlServerContract;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

@Timeout(120)
class McpControlTest extends ControlServerContract {
    private final int port = freePort();
    private final FakeSupervisor supervisor =
            new FakeSupervisor()
                    .with(FakeService.running("web", "db"))
                    .with(FakeService.running("db"))
                    .with(FakeService.stopped("job"));

    @Override
    protected ControlServer server(Path directory) {
        return server(McpControl.Allow.READ, Optional.empty());
    }

    private ControlServer server(McpControl.Allow allow, Optional<Path> tokens) {
        return new McpControl()
                .create(
                        new McpControl.Options(
                                "127.0.0.1:" + port, "/mcp", allow, tokens, List.of()),
                        new FakePlanContext("house", folder));
    }

    @Override
    protected Supervisor supervisor() {
        return supervisor;
    }

    @Override
    protected boolean answers(Path directory) {
        try {
            return asking().greet().status() == 200;
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private Asking asking() {
        return new Asking("http://127.0.0.1:" + port + "/mcp");
    }

    @Test
    void byItselfItOnlyShowsThings() throws Exception {
        try (var _ = server(folder).serve(supervisor)) {
            Asking client = asking().greeted();
            String tools = client.request("tools/list", "{}").body();
            assertTrue(tools.contains("\"name\":\"status\""), tools);
            assertTrue(tools.contains("\"readOnlyHint\":true"), tools);
            assertFalse(tools.contains("\"name\":\"start\""), tools);
            String refused = client.call("start", "{\"services\":[\"job\"]}").body();
            assertTrue(refused.contains("\"isError\":true"), refused);
            assertTrue(refused.contains("allow: operate"), refused);
            assertEquals(List.of(), supervisor.asked());
        }
    }

    @Test
    void everyVerbThatLooksSaysItAsAnObjectAndAsText() throws Exception {
        supervisor.writes("web", "stdout", "hello there");
        supervisor.writes("db", "stderr", "hello again");
        supervisor.happens(
                new dev.reeve.supervisor.api.event.Event.SupervisorChanged("running", "it runs"));
        try (var _ = server(folder).serve(supervisor)) {
            Asking client = asking().greeted();
            assertSays(
                    client.call("status", "{}"), "job: stopped", "\"services\":[{\"name\":\"db\"");
            assertSays(
                    client.call("status", "{\"services\":[\"w*\"]}"),
                    "web: running",
                    "\"pid\":4711");
            assertSays(client.call("show", "{\"service\":\"web\"}"), "\"definition\":{\"command\"");
            assertSays(client.call("explain", "{\"service\":\"job\"}"), "Try: reeve start job");
            assertSays(client.call("events", "{\"limit\":1}"), "it runs", "\"total\":1");
            assertSays(client.call("logs", "{\"contains\":\"HELLO\"}"), "web | hello there");
            assertSays(
                    client.call("logs", "{\"services\":\"db\",\"lines\":1}"),
                    "\"text\":\"hello again\"");
            assertSays(client.call("stats", "{\"services\":[\"web\"]}"), "\"cpu_percent\":12.5");
            assertSays(client.call("graph", "{}"), "waits for db to be ready");
        }
    }

    @Test
    void aVerbIsDoneWhereThatIsAllowed() throws Exception {
        try (var _ = server(McpControl.Allow.OPERATE, Optional.empty()).serve(supervisor)) {
            Asking client = asking().greeted();
            assertSays(client.call("start", "{\"services\":[\"job\"]}"), "job: running");
            assertSays(
                    client.call("stop", "{\"services\":[\"web\"],\"force\":true}"), "web: stopped");
            client.call("restart", "{\"services\":\"db\"}");
            client.call("suspend", "{\"services\":[\"db\"]}");
            client.call("resume", "{\"services\":[\"db\"]}");
            assertEquals(
                    List.of("start job", "stop web", "restart db", "suspend db", "resume db"),
                    supervisor.asked().stream()
                            .map(it -> it.request().word() + " " + plain(it.name()))
                            .toList());
            String reloaded = client.call("reload", "{\"dry_run\":true}").body();
            assertTrue(reloaded.contains("\"dry_run\":true"), reloaded);
        }
    }

    private static String plain(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    @Test
    void aTokenMayDoNoMoreThanItsRoleAndTheServerAllow() throws Exception {
        Path tokens = Files.writeString(folder.resolve("t"), "read seer\noperate doer\nowner\n");
        var guarded = server(McpControl.Allow.OPERATE, Optional.of(Path.of("t")));
        try (var _ = guarded.serve(supervisor)) {
            assertEquals(401, asking().greet().status());
            Asking seer = asking().with("Authorization", "Bearer seer").greeted();
            assertFalse(seer.request("tools/list", "{}").body().contains("\"start\""));
            assertTrue(
                    seer.call("stop", "{\"services\":[\"web\"]}")
                            .body()
                            .contains("not allowed to a client with the role read"));
            Asking doer = asking().with("Authorization", "Bearer doer").greeted();
            assertSays(doer.call("stop", "{\"services\":[\"web\"]}"), "web: stopped");
            assertTrue(doer.call("reload", "{}").body().contains("with the role operate"));
            Asking owner = asking().with("Authorization", "Bearer owner").greeted();
            assertTrue(owner.call("reload", "{}").body().contains("\"success\":true"));
        }
        var shows = server(McpControl.Allow.READ, Optional.of(tokens));
        try (var _ = shows.serve(supervisor)) {
            Asking owner = asking().with("Authorization", "Bearer owner").greeted();
            assertTrue(owner.call("reload", "{}").body().contains("allow: operate"));
        }
    }

    @Test
    void aMistakeOfTheCallerIsToldInItsWords() throws Exception {
        try (var _ = server(McpControl.Allow.OPERATE, Optional.empty()).serve(supervisor)) {
            Asking client = asking().greeted();
            assertError(client.call("show", "{}"), "`service` is missing");
            assertError(client.call("show", "{\"service\":1}"), "`service` must be a text");
            assertError(client.call("show", "{\"name\":\"x\"}"), "there is no argument `name`");
            assertError(client.call("show", "{\"service\":\"wbe\"}"), "no service is called `wbe`");
            assertError(client.call("logs", "{\"lines\":0}"), "a whole number from 1 to 2000");
            assertError(client.call("logs", "{\"stream\":\"x\"}"), "one of [stdout, stderr]");
            assertError(client.call("events", "{\"since\":\"now\"}"), "a time like");
            assertError(client.call("stop", "{\"services\":[]}"), "at least one service");
            assertError(
                    client.call("stop", "{\"services\":\"web\",\"force\":\"y\"}"), "true or false");
        }
    }

    @Test
    void othersThanThisMachineNeedTokens() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new McpControl.Options(
                                "0.0.0.0:1",
                                "/mcp",
                                McpControl.Allow.READ,
                                Optional.empty(),
                                List.of()));
    }

    private static void assertSays(Asking.Answer answer, String... texts) {
        assertFalse(answer.body().contains("\"isError\":true"), answer.body());
        assertTrue(answer.body().contains("\"structuredContent\":{"), answer.body());
        for (String text : texts) {
            assertTrue(answer.body().contains(text), () -> text + " is not in " + answer.body());
        }
    }

    private static void assertError(Asking.Answer answer, String text) {
        assertTrue(answer.body().contains("\"code\":-32602"), answer.body());
        assertTrue(answer.body().contains(text), answer.body());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}

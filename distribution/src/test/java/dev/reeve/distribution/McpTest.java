package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// MCP servers as services, with a server and a client that others have written.
class McpTest {
    @Test
    void aServerIsSupervisedAndGatheredAndServicesAreStartedByTools() throws Exception {
        int gathered = Household.freePort();
        int control = Household.freePort();
        try (var household =
                new Household(
                        Map.of(
                                "EVERYTHING", npm("mcp-server-everything"),
                                "GATHERED", "127.0.0.1:" + gathered,
                                "CONTROL", "127.0.0.1:" + control))) {
            household.file(
                    "reeve.yaml",
                    """
                    control: [unix, {mcp: {listen: "${CONTROL}", allow: operate}}]
                    services:
                      every:
                        kind: mcp-server
                        config:
                          command: ["${EVERYTHING}", stdio]
                          environment: {KEY: hidden-value}
                        restart: {policy: always, backoff: {initial: 100ms}}
                      all: {kind: mcp-aggregator, config: {listen: "${GATHERED}"}}
                      job: {command: [sleep, "1000"], autostart: false}
                    """);
            var up = household.up();
            long first = child(household.awaitPhase("every", "running"));
            var shown = household.reeve("show", "every", "-o", "json").expecting(0).out();
            assertTrue(shown.contains("echo") && shown.contains("simple-prompt"), shown);
            assertFalse(shown.contains("hidden-value"), shown);

            Processes.signal("KILL", first);
            household.await(
                    "it lives again",
                    () -> {
                        var service = household.control().service("every");
                        return "running".equals(service.get("phase")) && child(service) != first;
                    });
            household.await(
                    "its tools are gathered",
                    () ->
                            String.valueOf(household.control().service("all").get("status_text"))
                                    .startsWith("1 server"));

            var url = "http://127.0.0.1:" + gathered + "/mcp";
            var echoed = inspect(household, url, "every_echo", "message=hello there");
            assertTrue(echoed.contains("Echo: hello there"), echoed);
            var started =
                    inspect(
                            household,
                            "http://127.0.0.1:" + control + "/mcp",
                            "start",
                            "services=[\"job\"]");
            assertTrue(started.contains("job: running"), started);
            assertEquals("running", household.control().service("job").get("phase"));

            Processes.signal("TERM", up.pid());
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void aServerThatWantsToKnowWhoComesWaitsAndIsNotAskedAgain() throws Exception {
        var asked = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"x\"");
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        server.start();
        try (var household =
                new Household(Map.of("PORT", Integer.toString(server.getAddress().getPort())))) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      far:
                        kind: mcp-server
                        config: {url: "http://127.0.0.1:${PORT}/mcp"}
                        restart: {policy: always, backoff: {initial: 100ms}}
                    """);
            household.up();
            var far = household.awaitPhase("far", "waiting");
            assertEquals("auth_required", far.get("status"));
            assertEquals(0, far.get("attempts"));
            var explained = household.reeve("explain", "far").expecting(0).out();
            assertTrue(explained.contains("Bearer realm"), explained);
            assertEquals(1, asked.get());
        } finally {
            server.stop(0);
        }
    }

    private static long child(Map<String, Object> service) {
        return service.get("details") instanceof Map<?, ?> details
                        && details.get("process_id") instanceof Number pid
                ? pid.longValue()
                : 0;
    }

    /// What a tool says to the inspector's command line.
    private static String inspect(Household household, String url, String tool, String argument)
            throws Exception {
        var ran =
                household.run(
                        List.of(
                                npm("mcp-inspector"),
                                "--cli",
                                url,
                                "--transport",
                                "http",
                                "--method",
                                "tools/call",
                                "--tool-name",
                                tool,
                                "--tool-arg",
                                argument));
        return ran.out() + ran.err();
    }

    /// A program that the tests of the plugin have installed, or that is installed now.
    private static synchronized String npm(String name) throws IOException, InterruptedException {
        var plugins = Page.ROOT.resolve("plugins/mcp/target/npm/node_modules/.bin").resolve(name);
        if (Files.isExecutable(plugins)) {
            return plugins.toString();
        }
        Programs.assumeThere("npm");
        var folder = Path.of("target", "npm").toAbsolutePath();
        var program = folder.resolve("node_modules/.bin").resolve(name);
        if (!Files.isExecutable(program)) {
            Files.createDirectories(folder);
            var command = new ArrayList<>(List.of("npm", "install", "--prefix", folder.toString()));
            command.addAll(List.of("--no-audit", "--no-fund", "--fetch-retries=0"));
            command.add("@modelcontextprotocol/server-everything@2026.8.31");
            command.add("@modelcontextprotocol/inspector@2.12.0");
            int code =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("install.log").toFile())
                            .start()
                            .waitFor();
            Assumptions.assumeTrue(code == 0, "skipped: npm cannot install; see " + folder);
        }
        return program.toString();
    }
}

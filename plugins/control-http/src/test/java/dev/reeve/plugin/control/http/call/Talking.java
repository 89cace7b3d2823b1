package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.plugin.control.http.guard.Hosts;
import dev.reeve.plugin.control.http.guard.Listen;
import dev.reeve.plugin.control.http.guard.Tokens;
import dev.reeve.plugin.control.http.guard.WebGuard;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/// A server of WebSockets, guarded by tokens, in front of a fake supervisor with two services.
abstract class Talking {
    static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");
    static final ServiceKey DB = new ServiceKey("process", "manifest", "db");
    static final Map<String, String> BOSS = Map.of("Authorization", "Bearer boss");

    @TempDir private Path folder;
    final FakeSupervisor supervisor =
            new FakeSupervisor().with(FakeService.running("web")).with(FakeService.running("db"));
    Site site;
    Server server;
    int port;

    @BeforeEach
    void serveWithTokens() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "admin boss\nread looker\n");
        var hosts = new Hosts(new Listen("127.0.0.1", 0), List.of());
        var guard = new WebGuard(hosts, Tokens.read(file), false);
        site = new Site(supervisor, guard);
        serve(Served.SHORT);
        happens(WEB, "before");
    }

    void serve(Limits limits) throws IOException {
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        port = entrance.port();
        server = Server.start(entrance, site, limits);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    void happens(ServiceKey service, String text) {
        supervisor.happens(new Event.ErrorOccurred(service, 1, text));
    }

    Ear ear(String path) {
        return new Ear(port, path, BOSS);
    }

    Client client() throws IOException {
        return new Client(new InetSocketAddress("127.0.0.1", port));
    }

    static int refused(Runnable attempt) {
        CompletionException failed = assertThrows(CompletionException.class, attempt::run);
        return ((WebSocketHandshakeException) Objects.requireNonNull(failed.getCause()))
                .getResponse()
                .statusCode();
    }

    static String[] upgrade(String... more) {
        var headers =
                new ArrayList<>(
                        List.of(
                                "Upgrade: websocket",
                                "Connection: keep-alive, Upgrade",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Version: 13"));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }
}

package org.example.hook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.LifecycleHookContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class WebhookTest extends LifecycleHookContract {
    private Listener server;
    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        server = new Listener();
        silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        silent.close();
    }

    @Override
    protected LifecycleHook hook(Path directory) {
        return hook(server.port(), List.of(Moment.values()));
    }

    /// Nobody there answers.
    @Override
    protected Optional<LifecycleHook> endless(Path directory) {
        return Optional.of(hook(silent.getLocalPort(), List.of(Moment.values())));
    }

    @Test
    void theMessageIsForPeopleAndForPrograms() throws Exception {
        hook(Path.of("/")).on(Moment.POST_START, new HookContext("web", 3, 4711L, null));
        assertEquals(
                List.of(
                        "{\"text\":\"web is ready (run 3)\",\"service\":\"web\","
                                + "\"moment\":\"post_start\",\"run\":3,\"pid\":4711}"),
                server.posted());
        assertEquals(List.of("Bearer hush"), server.shown());
    }

    @Test
    void onlyTheMomentsThatWereNamedArePosted() throws Exception {
        var hook = hook(server.port(), List.of(Moment.ON_RESTART));
        hook.on(Moment.PRE_START, new HookContext("web", 1, null, null));
        hook.on(Moment.POST_START, new HookContext("web", 1, 4711L, null));
        assertEquals(List.of(), server.posted());
    }

    @Test
    void aServerThatRefusesIsAFailure() {
        server.answersWith(403);
        var call = new HookContext("web", 1, 4711L, null);
        var failure =
                assertThrows(
                        IOException.class, () -> hook(Path.of("/")).on(Moment.POST_START, call));
        assertEquals("127.0.0.1 answers with 403", failure.getMessage());
    }

    private static LifecycleHook hook(int port, List<Moment> moments) {
        var options =
                new Webhook.Options(
                        URI.create("http://127.0.0.1:" + port + "/hook"),
                        moments,
                        Optional.of(new Secret.Text("hush")),
                        Duration.ofMinutes(2));
        return new Webhook().create(options, new FakePlanContext("web", Path.of("/")));
    }
}

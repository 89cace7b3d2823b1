package dev.reeve.plugin.ready.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;
import dev.reeve.supervisor.testkit.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class HttpHealthTest extends HealthCheckContract {
    @TempDir Path folder;
    private final List<Served> started = new ArrayList<>();

    @AfterEach
    void serversEnd() throws IOException {
        for (Served served : started) {
            served.close();
        }
    }

    @Override
    protected Given given(Path directory) throws IOException {
        Served served = Served.saying(Served.OK);
        HealthCheck check = check(new Asking().port(served.port()).path("health"));
        return new Given() {
            @Override
            public HealthCheck check() {
                return check;
            }

            @Override
            public void becomesWell(FakeReadyRun run) {
                served.says(Served.OK);
            }

            @Override
            public void becomesIll(FakeReadyRun run) {
                served.says("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n");
            }

            @Override
            public void close() throws IOException {
                served.close();
            }
        };
    }

    @Override
    protected Optional<HealthCheck> unanswered(Path directory) throws IOException {
        // Its own thread is one of those that must not be left behind.
        Served silent = Served.saying(Served.SILENCE);
        HealthCheck check = check(new Asking().port(silent.port()));
        return Optional.of(
                run -> {
                    try (silent) {
                        return check.check(run);
                    }
                });
    }

    @Test
    void theAnswerIsTheStatusAndNoMore() throws Exception {
        Served served = served(Served.OK);
        assertEquals(
                new HealthCheck.Answer(Health.HEALTHY, "200"),
                look(new Asking().port(served.port())));
        served.says("HTTP/1.1 503 Service Unavailable\r\n\r\nbody");
        assertEquals(
                new HealthCheck.Answer(Health.UNHEALTHY, "503 instead of 200"),
                look(new Asking().port(served.port())));
        assertEquals(
                new HealthCheck.Answer(Health.UNHEALTHY, "503 instead of 200 or 204"),
                look(new Asking().port(served.port()).accept(200, 204)));
        assertEquals(
                new HealthCheck.Answer(Health.HEALTHY, "503"),
                look(new Asking().port(served.port()).accept(200, 503)));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        Served other = served(Served.OK);
        Served served =
                served(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n\r\n"
                                .formatted(other.port()));
        assertEquals("302 instead of 200", look(new Asking().port(served.port())).detail());
        assertEquals(List.of(), other.requests());
    }

    @Test
    void whatSaysThatAnAnswerIsComingIsNotTheAnswer() throws Exception {
        Served served =
                served("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 None\r\n\r\n");
        assertEquals("204", look(new Asking().port(served.port()).accept(204)).detail());
    }

    @Test
    void itAsksAsItIsTold() throws Exception {
        Served served = served(Served.OK);
        look(new Asking().url("http://127.0.0.1:" + served.port() + "/a%20b?c=ü").method("HEAD"));
        look(new Asking().port(served.port()).host("127.0.0.1").header("X-Token", "t"));
        look(new Asking().port(served.port()).header("Host", "shop").method("POST").path("/p"));
        String port = Integer.toString(served.port());
        assertEquals(
                List.of(
                        "HEAD /a%20b?c=%C3%BC HTTP/1.1\r\nHost: 127.0.0.1:"
                                + port
                                + "\r\nUser-Agent: Reeve\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/1.1\r\nX-Token: t\r\nHost: 127.0.0.1:"
                                + port
                                + "\r\nUser-Agent: Reeve\r\nConnection: close\r\n\r\n",
                        "POST /p HTTP/1.1\r\nHost: shop\r\nUser-Agent: Reeve\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                served.requests());
    }

    @Test
    void whatIsNoHttpIsUnhealthy() throws Exception {
        Served served = served("SSH-2.0-OpenSSH_9.2\r\n");
        String where = "127.0.0.1:" + served.port();
        assertEquals(
                where + " does not answer in HTTP",
                look(new Asking().port(served.port())).detail());
        served.says("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");
        assertEquals(
                where + " does not answer in HTTP",
                look(new Asking().port(served.port())).detail());
        served.says("\r\n");
        assertFalse(look(new Asking().port(served.port())).detail().isEmpty());
    }

    @Test
    void nobodyThereIsUnhealthyInWords() throws Exception {
        int port;
        try (Served served = Served.saying(Served.OK)) {
            port = served.port();
        }
        assertEquals(
                new HealthCheck.Answer(
                        Health.UNHEALTHY,
                        "cannot connect to 127.0.0.1:" + port + ": Connection refused"),
                look(new Asking().port(port)));
        assertEquals(
                "no host is called `no.such.host.invalid`",
                look(new Asking().url("http://no.such.host.invalid/")).detail());
    }

    @Test
    void aServerThatHangsLosesItsConnectionWhenTheTimeIsUp() throws Exception {
        Served served = served(Served.SILENCE);
        HealthCheck check = check(new Asking().port(served.port()));
        Task look = Task.start("look", () -> check.check(new FakeReadyRun("one", 1, folder)));
        look.assertGoesOnFor(Duration.ofMillis(200));
        look.interrupt();
        assertTrue(look.endsWithin(Duration.ofSeconds(1)));
        assertTrue(look.failure() instanceof InterruptedException, "" + look.failure());
        eventually(() -> served.givenUp() == 1);
        assertEquals(
                "no answer from 127.0.0.1:" + served.port() + " within 100 ms",
                look(new Asking().port(served.port()).within(Duration.ofMillis(100))).detail());
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() throws Exception {
        Served served = served("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(2_000_000));
        assertEquals("200", look(new Asking().port(served.port())).detail());
    }

    @Test
    void aBadCertificateIsUnhealthyAndAPlainServerToo() throws Exception {
        Served served = served(Served.OK);
        String detail = look(new Asking().port(served.port()).scheme("https")).detail();
        assertTrue(detail.startsWith("cannot connect to 127.0.0.1:"), detail);
        assertTrue(detail.contains(" by TLS: "), detail);
    }

    @Test
    void optionsThatCannotBeAreMistakes() {
        assertMistake("`url` or `port` must be given", new Asking());
        assertMistake("`url` or `port` must be given", new Asking().host("a"));
        assertMistake(
                "`url` says it all: leave out `scheme`, `host`, `port` and `path`",
                new Asking().url("http://a/").port(1));
        assertMistake("`url` must begin with http:// or https://", new Asking().url("ftp://a/"));
        assertMistake("`url` must begin with http:// or https://", new Asking().url("a:80"));
        assertMistake(
                "`url` must name a host, as in http://localhost:8080/",
                new Asking().url("http:/x"));
        assertMistake(
                "`url` must not hold a user; `headers` can say `Authorization`",
                new Asking().url("http://u:p@a/"));
        assertMistake(
                "`url` must have a port from 1 to 65535, not 70000",
                new Asking().url("http://a:70000/"));
        assertMistake(
                "`scheme` must be http or https, not `gopher`",
                new Asking().scheme("gopher").port(1));
        assertMistake(
                "`host` and `path` must be as in a URL, not `http://a b:1/`",
                new Asking().host("a b").port(1));
        assertMistake(
                "`accept` must hold statuses from 100 to 599, not 600",
                new Asking().port(1).accept(200, 600));
        assertMistake("`accept` must name one status at least", new Asking().port(1).accept());
        assertMistake("`method` must be a word like GET", new Asking().port(1).method("G T"));
        assertMistake(
                "`headers` has a value for `a` that cannot be sent",
                new Asking().port(1).header("a", "b\r\nc: d"));
        assertMistake(
                "`headers` has a name that is none: `a b`",
                new Asking().port(1).header("a b", "c"));
        assertMistake(
                "`headers` cannot set `Connection`",
                new Asking().port(1).header("Connection", "keep-alive"));
        assertMistake("`timeout` must be at least 1ms", new Asking().port(1).within(Duration.ZERO));
    }

    private static void assertMistake(String text, Asking asking) {
        assertEquals(
                text, assertThrows(IllegalArgumentException.class, asking::options).getMessage());
    }

    private Served served(String answer) throws IOException {
        Served served = Served.saying(answer);
        started.add(served);
        return served;
    }

    private HealthCheck.Answer look(Asking asking) throws Exception {
        return check(asking).check(new FakeReadyRun("one", 1, folder));
    }

    private static HealthCheck check(Asking asking) {
        return new HttpHealth().create(asking.options(), new FakePlanContext("one", Path.of("/")));
    }

    private static void eventually(java.util.function.BooleanSupplier holds)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertTrue(holds.getAsBoolean());
    }
}

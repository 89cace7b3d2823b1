package dev.reeve.supervisor.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Phase;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A web server and a Redis, as any project would have them in its tests.
@Supervised(
        value = "stack.yaml",
        ports = {"WEB_PORT", "REDIS_PORT"})
@Timeout(120)
class SupervisedTest {
    private final Stack stack;
    private Supervisor door;

    SupervisedTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void theServicesAnswerOnThePortsThatWerePicked() throws Exception {
        assertNotEquals(stack.port("WEB_PORT"), stack.port("REDIS_PORT"));
        assertTrue(answer("WEB_PORT", "GET / HTTP/1.0\r\n\r\n").contains(" 200 "));
        assertTrue(answer("REDIS_PORT", "PING\r\nQUIT\r\n").startsWith("+PONG"));
        assertEquals(
                URI.create("http://localhost:" + stack.port("WEB_PORT")), stack.uri("WEB_PORT"));
    }

    @Test
    void whatIsToStartByItselfIsThereAndNothingElse() {
        assertEquals(Phase.RUNNING, phase("web"));
        assertEquals(Phase.RUNNING, phase("redis"));
        assertEquals(Phase.STOPPED, phase("schema"));
        assertEquals(0, door.services("spare").items().getFirst().run());
    }

    @Test
    void whatTheyHaveWrittenCanBeRead() {
        String port = String.valueOf(stack.port("REDIS_PORT"));
        assertEquals(
                List.of("a warning", "the schema is at " + port),
                stack.logs("schema").stream().sorted().toList());
    }

    @Test
    void aTestMayStopAndStartThem(Supervisor supervisor) throws Exception {
        assertSame(door, supervisor);
        assertInstanceOf(
                Reply.Done.class,
                supervisor.ask("spare", new Request.Start()).get(30, TimeUnit.SECONDS));
        assertEquals(Phase.RUNNING, phase("spare"));
    }

    @Test
    void aPortThatWasNotAskedForIsAMistake() {
        var mistake = assertThrows(IllegalArgumentException.class, () -> stack.port("DB_PORT"));
        assertTrue(String.valueOf(mistake.getMessage()).contains("REDIS_PORT"));
    }

    @Nested
    class Within {
        @Test
        void aNestedClassHasTheStackOfTheOneAround(Stack inner) {
            assertSame(stack, inner);
            assertTrue(Files.isDirectory(inner.folder()));
        }
    }

    @Nested
    @Supervised("sleeper.yaml")
    class Apart {
        @Test
        void orOneOfItsOwn(Stack inner) {
            assertEquals(
                    List.of("other", "sleeper"),
                    inner.supervisor().services().items().stream()
                            .map(service -> service.name())
                            .toList());
        }
    }

    private Phase phase(String service) {
        return door.services(service).items().getFirst().phase();
    }

    /// Without a ready strategy they run as soon as they are spawned, and listen a little later.
    private String answer(String port, String request) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.port(port))) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(
                        socket.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            } catch (IOException notYet) {
                assertTrue(System.nanoTime() < end, "nobody listens on " + port);
                Thread.sleep(20);
            }
        }
    }
}

package dev.reeve.supervisor.core.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The protocol, with the test as the plugin.
@Timeout(30)
class WireTest {
    private static final String ENDED = "its output has ended";

    private final PipedOutputStream says = new PipedOutputStream();
    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
    private Wire wire;
    private BufferedReader hears;

    @BeforeEach
    void begin() throws IOException {
        var toWire = new PipedInputStream(says, 1 << 16);
        var fromWire = new PipedOutputStream();
        hears =
                new BufferedReader(
                        new InputStreamReader(
                                new PipedInputStream(fromWire, 1 << 16), StandardCharsets.UTF_8));
        wire = new Wire(toWire, fromWire, Duration.ofMillis(300), this::lost);
        wire.begin("test", "redis", "1.0.0");
    }

    @AfterEach
    void end() throws IOException {
        wire.end();
        says.close();
    }

    private void lost(@Nullable String why) {
        wire.fail(why == null ? ENDED : why);
        losses.add(why == null ? ENDED : why);
    }

    private void say(String line) throws IOException {
        says.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        says.flush();
    }

    private void greet() throws IOException {
        assertEquals("{\"hello\":1,\"api\":\"1.0.0\",\"plugin\":\"redis\"}", hears.readLine());
        say("{\"hello\": 1}");
    }

    private String loss() throws InterruptedException {
        return losses.poll(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<Map<String, Object>> asked(String call) {
        var answer = new CompletableFuture<Map<String, Object>>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer.complete(wire.ask(Map.of("call", call)));
                            } catch (Exception failure) {
                                answer.completeExceptionally(failure);
                            }
                        });
        return answer;
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void answersMayComeInAnyOrder() throws Exception {
        greet();
        var first = asked("one");
        assertEquals("{\"id\":1,\"call\":\"one\"}", hears.readLine());
        var second = asked("two");
        assertEquals("{\"id\":2,\"call\":\"two\"}", hears.readLine());
        say("{\"id\": 2, \"ok\": true, \"text\": \"ä\"}");
        assertEquals("ä", second.get().get("text"));
        say("{\"id\": 1, \"ok\": true}");
        assertEquals(true, first.get().get("ok"));
    }

    @Test
    void whatItCannotDoIsAnAnswer() throws Exception {
        greet();
        var call = asked("one");
        hears.readLine();
        say("{\"id\": 1, \"error\": \"no such host\"}");
        var refusal = failure(call);
        assertEquals(Refusal.class, refusal.getClass());
        assertEquals("no such host", refusal.getMessage());
        assertNull(losses.poll());
    }

    @Test
    void whoeverWaitsNoMoreGetsTheLastWordAndThePluginIsTold() throws Exception {
        greet();
        var told = new LinkedBlockingQueue<String>();
        var waits =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        wire.ask(Map.of("call", "await"));
                                    } catch (Exception stopped) {
                                        told.add(stopped.toString());
                                    }
                                });
        hears.readLine();
        say("{\"id\": 1, \"waiting\": \"connection refused\"}");
        var other = asked("two");
        hears.readLine();
        say("{\"id\": 2, \"ok\": true}");
        other.get();
        waits.interrupt();
        assertEquals("java.lang.InterruptedException: connection refused", told.take());
        assertEquals("{\"cancel\":1}", hears.readLine());
        say("{\"id\": 1, \"error\": \"cancelled\"}");
        var last = asked("three");
        hears.readLine();
        say("{\"id\": 3, \"ok\": true}");
        last.get();
        assertNull(losses.poll());
    }

    @Test
    void onePluginThatDoesNotAnswerACancelledCallIsLost() throws Exception {
        greet();
        var waits = Thread.ofVirtual().start(() -> asks("await"));
        hears.readLine();
        waits.interrupt();
        assertTrue(loss().startsWith("has not answered a cancelled call"));
    }

    private void asks(String call) {
        try {
            wire.ask(Map.of("call", call));
        } catch (Refusal | InterruptedException stopped) {
            // That is the test.
        }
    }

    @Test
    void whatIsNoJsonIsNamedAndFailsAllCalls() throws Exception {
        greet();
        var call = asked("one");
        hears.readLine();
        say("Listening on port 80");
        String why = "has written what is no JSON object: `Listening on port 80`";
        assertEquals(why, loss());
        assertEquals(why, failure(call).getMessage());
        assertEquals(Misconduct.class, failure(call).getClass());
        assertEquals(why, failure(asked("two")).getMessage());
    }

    @Test
    void anAnswerToNobodyIsAMistake() throws Exception {
        greet();
        say("{\"id\": 7, \"ok\": true}");
        assertEquals("has answered nobody: `{\"id\": 7, \"ok\": true}`", loss());
    }

    @Test
    void aLineWithoutAnEndIsNotReadForEver() throws Exception {
        greet();
        byte[] much = new byte[1 << 16];
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    says.write(much);
                                }
                            } catch (IOException closed) {
                                // It is read no more.
                            }
                        });
        assertEquals("has written a line of more than 1 MiB", loss());
    }

    @Test
    void itHasToSayHelloFirst() throws Exception {
        say("{\"hello\": 2}");
        assertEquals("has not said {\"hello\": 1} first: `{\"hello\": 2}`", loss());
        assertEquals(Misconduct.class, failure(wire.hello()).getClass());
    }

    @Test
    void theEndOfItsOutputIsTheEndOfItsCalls() throws Exception {
        greet();
        var call = asked("one");
        hears.readLine();
        says.close();
        assertEquals(ENDED, loss());
        assertEquals(ENDED, failure(call).getMessage());
    }

    @Test
    void whatItReadsEndsBehindWhatWasSaid() throws Exception {
        greet();
        wire.end();
        assertNull(hears.readLine());
    }
}

package dev.reeve.plugin.control.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.plugin.control.http.call.Eventually;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(20)
class ServerTest {
    private Served served;

    @BeforeEach
    void oneService() throws IOException {
        served = Served.serve(Served.SHORT);
        served.supervisor().with(FakeService.running("web"));
    }

    @AfterEach
    void close() throws IOException {
        served.close();
    }

    @Test
    void manyRequestsComeOverOneConnection() throws IOException {
        try (Client client = served.client()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(200, client.get("/v1/services").status());
                assertEquals(404, client.get("/v1/ghost").status());
            }
            assertEquals(1, served.server().clients());
        }
    }

    @Test
    void requestsMayBeSentAheadOfTheirAnswers() throws IOException {
        try (Client client = served.client()) {
            client.send(
                    (Client.head("GET", "/livez") + "\r\n").repeat(3)
                            + Client.head("POST", "/v1/services/stop")
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "9\r\n{\"names\":\r\n8\r\n[\"web\"]}\r\n0\r\n\r\n"
                            + Client.head("GET", "/livez")
                            + "\r\n");
            for (int i = 0; i < 5; i++) {
                assertEquals(200, client.answer().status());
            }
        }
    }

    @Test
    void anOlderClientIsAnsweredOnce() throws IOException {
        try (Client client = served.client()) {
            client.send("GET /livez HTTP/1.0\r\n\r\n");
            assertEquals(200, client.answer().status());
            assertTrue(client.closedByServer());
        }
    }

    @Test
    void whoWantsToCloseIsLeft() throws IOException {
        try (Client client = served.client()) {
            assertEquals(
                    "close", client.get("/livez", "Connection: close").headers().get("connection"));
            assertTrue(client.closedByServer());
        }
    }

    @Test
    void whoAsksForAHeadGetsNoBody() throws IOException {
        try (Client client = served.client()) {
            client.send(Client.head("HEAD", "/livez") + "\r\n");
            assertEquals(405, client.answer().status());
            assertEquals(200, client.get("/livez").status());
        }
    }

    @Test
    void aBodyMayWaitForItsPermission() throws IOException {
        try (Client client = served.client()) {
            client.send(
                    Client.head("POST", "/v1/services/stop", "Expect: 100-continue")
                            + "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n");
            assertEquals(100, client.answerHead().status());
            client.send("{\"names\":[\"web\"]}");
            assertEquals(200, client.answer().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/shutdown HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Length: 5\r\n"
                        + "Content-Length: 5\r\n\r\n"
                        + "abcde",
                "POST /v1/shutdown HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Length: 0\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\n",
                "POST /v1/shutdown HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Transfer-Encoding: gzip, chunked\r\n\r\n"
                        + "0\r\n\r\n",
                "POST /v1/shutdown HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "zz\r\n\r\n",
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nabcde",
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent Length: 5\r\n\r\nabcde",
                "GET /v1/services HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "GET http://evil/v1/services HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /livez HTTP/2.0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /\r\n\r\n",
                "GET /a\u0000b HTTP/1.1\r\nHost: x\r\n\r\n",
                "rubbish\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            })
    void whatIsNoHonestRequestIsRefusedAndTheConnectionClosed(String bytes) throws IOException {
        try (Client client = served.client()) {
            client.send(bytes);
            assertEquals(400, client.answer().status());
            assertTrue(client.closedByServer());
            assertTrue(!served.supervisor().down().isDone());
        }
    }

    @Test
    void halfARequestIsNone() throws IOException {
        try (Client client = served.client()) {
            client.send("POST /v1/shutdown HTTP/1.1\r\nHost: x");
        }
        try (Client other = served.client()) {
            assertEquals(200, other.get("/livez").status());
        }
        assertTrue(!served.supervisor().down().isDone());
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws IOException {
        for (String head :
                List.of(
                        "A: " + "x".repeat(1_000_000),
                        "A: b\r\n".repeat(20_000),
                        ("A: " + "x".repeat(1000) + "\r\n").repeat(17))) {
            try (Client client = served.client()) {
                sendAll(client, Client.head("GET", "/livez") + head + "\r\n\r\n");
                assertEquals(431, client.answer().status());
                assertTrue(client.closedByServer());
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        String head = Client.head("POST", "/v1/services/stop", "Content-Type: application/json");
        try (Client client = served.client()) {
            client.send(head + "Content-Length: 300000000\r\n\r\n");
            assertEquals(413, client.answer().status());
        }
        try (Client client = served.client()) {
            String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
            sendAll(
                    client,
                    head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20) + "0\r\n\r\n");
            assertEquals(413, client.answer().status());
        }
        try (Client client = served.client()) {
            sendAll(
                    client,
                    head + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\n \r\n".repeat(200_000));
            assertEquals(413, client.answer().status());
        }
    }

    /// The server may hang up before it has taken everything.
    private static void sendAll(Client client, String text) {
        try {
            client.send(text);
        } catch (IOException hungUp) {
            // Its answer is still there to be read.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "json"
            })
    void aBodyThatAFormCouldSendIsRefused(String type) throws IOException {
        try (Client client = served.client()) {
            assertEquals(415, client.post("/v1/shutdown", "Content-Type: " + type).status());
            assertEquals(
                    415, client.postJson("/v1/shutdown", "{}", "Content-Type: " + type).status());
            assertTrue(!served.supervisor().down().isDone());
        }
    }

    @Test
    void aBodyWithoutATypeIsRefused() throws IOException {
        try (Client client = served.client()) {
            client.send(Client.head("POST", "/v1/shutdown") + "Content-Length: 2\r\n\r\n{}");
            assertEquals(415, client.answer().status());
        }
    }

    @Test
    void theTypeOfABodyMayHaveParameters() throws IOException {
        try (Client client = served.client()) {
            String type = "Content-Type: Application/JSON; charset=utf-8";
            assertEquals(202, client.post("/v1/shutdown", type).status());
        }
    }

    @Test
    void tenWhoSendHalfHoldUpNobodyAndAreCut() throws IOException {
        var slow = new ArrayList<Client>();
        try {
            for (int i = 0; i < 10; i++) {
                slow.add(served.client());
                slow.getLast().send("GET /livez HTTP/1.1\r\nHost: local");
            }
            long begun = System.nanoTime();
            try (Client honest = served.client()) {
                assertEquals(200, honest.get("/livez").status());
            }
            assertTrue(System.nanoTime() - begun < 300_000_000L);
            for (Client each : slow) {
                assertTrue(each.closedByServer());
            }
        } finally {
            for (Client each : slow) {
                each.close();
            }
        }
    }

    @Test
    void aBodyThatDripsIsCut() throws IOException, InterruptedException {
        try (Client client = served.client()) {
            client.send(
                    Client.head("POST", "/v1/services/stop")
                            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
            long begun = System.nanoTime();
            try {
                while (System.nanoTime() - begun < 10_000_000_000L) {
                    client.send(" ");
                    Thread.sleep(20);
                }
            } catch (IOException cut) {
                assertTrue(System.nanoTime() - begun < 2_000_000_000L);
                return;
            }
            throw new AssertionError("not cut");
        }
    }

    @Test
    void whoSaysNothingForLongIsCut() throws IOException {
        try (Client client = served.client()) {
            assertEquals(200, client.get("/livez").status());
            long begun = System.nanoTime();
            assertTrue(client.closedByServer());
            long took = (System.nanoTime() - begun) / 1_000_000;
            assertTrue(took > 700 && took < 2_000, took + " ms");
        }
    }

    @Test
    void anOperationMayTakeLongerThanARequest() throws Exception {
        var reply = new CompletableFuture<Reply>();
        served.supervisor().answers((_, _) -> reply);
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)
                .execute(() -> reply.complete(new Reply.Done("web", true, Phase.STOPPED, null)));
        try (Client client = served.client()) {
            assertEquals(200, client.post("/v1/services/web/stop").status());
        }
    }

    @Test
    void oneTooManyIsTurnedAwayUntilAnotherLeaves() throws Exception {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < Served.SHORT.connections(); i++) {
            clients.add(served.client());
        }
        Eventually.so(() -> served.server().clients() == Served.SHORT.connections());
        try (Client tooMany = served.client()) {
            assertEquals(503, tooMany.answer().status());
            assertTrue(tooMany.closedByServer());
        }
        clients.getFirst().close();
        Eventually.so(() -> served.server().clients() < Served.SHORT.connections());
        try (Client next = served.client()) {
            assertEquals(200, next.get("/livez").status());
        }
        for (Client client : clients) {
            client.close();
        }
    }

    @Test
    void aClientThatDiesDoesNotUndoWhatItAsked() throws Exception {
        var reply = new CompletableFuture<Reply>();
        served.supervisor().answers((_, _) -> reply);
        try (Client client = served.client()) {
            client.send(Client.head("POST", "/v1/services/web/stop") + "\r\n");
            Eventually.so(() -> served.supervisor().asked().size() == 1);
        }
        reply.complete(new Reply.Done("web", true, Phase.STOPPED, null));
        Eventually.so(() -> served.server().clients() == 0);
    }

    @Test
    void closingLetsAnAnswerOutAndLeavesNothingBehind() throws Exception {
        var reply = new CompletableFuture<Reply>();
        served.supervisor().answers((_, _) -> reply);
        try (Client asking = served.client();
                Client idle = served.client();
                Client following = served.client();
                Client half = served.client()) {
            idle.get("/livez");
            following.send(Client.head("GET", "/v1/stream") + "\r\n");
            following.answerHead();
            half.send("GET /livez");
            asking.send(Client.head("POST", "/v1/services/web/stop") + "\r\n");
            Eventually.so(() -> served.supervisor().asked().size() == 1);
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                    .execute(
                            () -> reply.complete(new Reply.Done("web", true, Phase.STOPPED, null)));
            served.server().close();
            assertEquals(200, asking.answer().status());
            assertTrue(idle.closedByServer());
            assertTrue(half.closedByServer());
            assertTrue(served.server().ended());
            assertEquals(0, served.server().clients());
            assertEquals(0, served.supervisor().followers());
            served.server().close();
        }
    }

    @Test
    void closingDoesNotWaitForWhatNeverEnds() throws Exception {
        served.supervisor().answers((_, _) -> new CompletableFuture<>());
        try (Client asking = served.client()) {
            asking.send(Client.head("POST", "/v1/services/web/stop") + "\r\n");
            Eventually.so(() -> served.supervisor().asked().size() == 1);
            long begun = System.nanoTime();
            served.server().close();
            assertTrue(System.nanoTime() - begun < 2_000_000_000L);
            assertTrue(asking.closedByServer());
            assertTrue(served.server().ended());
        }
        assertThrows(IOException.class, () -> served.client().close());
    }
}

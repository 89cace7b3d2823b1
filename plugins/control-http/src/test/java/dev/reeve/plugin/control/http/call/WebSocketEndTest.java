package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.plugin.control.http.guard.Hosts;
import dev.reeve.plugin.control.http.guard.Listen;
import dev.reeve.plugin.control.http.guard.WebGuard;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class WebSocketEndTest extends Talking {
    @Test
    void whoSaysThatItEndsIsToldTheSame() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            ear.next();
            assertEquals(1, supervisor.followers());
            ear.socket().sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
            assertEquals(1000, ear.end());
            Eventually.so(() -> supervisor.followers() == 0);
        }
    }

    @Test
    void itEndsWithTheSupervisor() throws Exception {
        try (Ear ear = ear("/v1/stream?after=1")) {
            ear.isHeard();
            happens(WEB, "last");
            supervisor.ends();
            assertEquals("last", ear.next().at("data.data.text"));
            assertEquals(1001, ear.end());
        }
    }

    @Test
    void bytesAndMessagesThatAreTooLargeEndIt() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            ear.socket().sendBinary(ByteBuffer.wrap(new byte[3]), true);
            assertEquals(1003, ear.end());
        }
        try (Ear ear = ear("/v1/stream")) {
            ear.socket().sendText("x".repeat(70_000), true);
            assertEquals(1009, ear.end());
        }
        Eventually.so(() -> supervisor.followers() == 0);
    }

    @Test
    void oneWhoHangsUpIsForgottenAtOnce() throws Exception {
        Ear ear = ear("/v1/stream");
        ear.next();
        ear.close();
        Eventually.so(() -> supervisor.followers() == 0);
    }

    @Test
    void oneWhoAnswersPingsIsKeptAndOneWhoDoesNotIsLeft() throws Exception {
        long begun = System.nanoTime();
        try (Ear awake = ear("/v1/stream?after=1");
                Client deaf = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            deaf.send(Client.head("GET", "/v1/stream?after=1", headers) + "\r\n");
            assertEquals(101, deaf.answerHead().status());
            Eventually.so(() -> supervisor.followers() == 2);
            Eventually.so(20, () -> supervisor.followers() == 1);
            assertTrue(System.nanoTime() - begun >= Served.SHORT.silence().toNanos());
            happens(WEB, "still here");
            assertEquals("still here", awake.next().at("data.data.text"));
        }
    }

    @Test
    void oneWhoNeverReadsHoldsUpNobodyAndFindsAGap() throws Exception {
        server.close();
        serve(Limits.DEFAULT);
        try (Client slow = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            slow.send(Client.head("GET", "/v1/stream?after=1", headers) + "\r\n");
            assertEquals(101, slow.answerHead().status());
            String text = "x".repeat(4000);
            try (Ear awake = ear("/v1/stream?after=1")) {
                for (int i = 0; i < 5000; i++) {
                    happens(WEB, text);
                    if (i % 100 == 0) {
                        happens(DB, "" + i);
                        Client.Answer each = awake.next();
                        while (!each.body().contains("\"text\":\"" + i + "\"")) {
                            each = awake.next();
                        }
                    }
                }
            }
            String all = "";
            while (!all.contains("\"event\":\"gap\"")) {
                all = (all + slow.some()).substring(Math.max(0, all.length() - 100));
                happens(WEB, "one more");
            }
        }
    }

    @Test
    void thereAreOnlySoManyFollowers() throws Exception {
        var ears = new ArrayList<Ear>();
        for (int i = 0; i < Served.SHORT.followers(); i++) {
            ears.add(ear("/v1/stream"));
        }
        try (Client client = client()) {
            Client.Answer full = client.get("/v1/stream", "Authorization: Bearer boss");
            assertEquals(503, full.status());
            assertEquals("5", full.headers().get("retry-after"));
            assertEquals(200, client.get("/v1/services", "Authorization: Bearer boss").status());
            assertEquals(503, refused(() -> ear("/v1/stream")));
            ears.removeFirst().close();
            Eventually.so(() -> supervisor.followers() == Served.SHORT.followers() - 1);
            ears.add(ear("/v1/stream"));
        }
        ears.forEach(Ear::close);
    }

    @Test
    void oneAddressHasOnlySoManyFollowers() throws Exception {
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        int there = entrance.port();
        var guarded = new WebGuard(new Hosts(new Listen("127.0.0.1", 0), List.of()), null, false);
        var limits = Served.SHORT.followers(10, 1, Served.SHORT.silence());
        try (Server _ = Server.start(entrance, new Site(supervisor, guarded), limits);
                Ear one = new Ear(there, "/v1/stream", Map.of())) {
            one.next();
            assertEquals(429, refused(() -> new Ear(there, "/v1/stream", Map.of())));
            one.socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            one.end();
            Eventually.so(() -> supervisor.followers() == 0);
            var again = new AtomicBoolean();
            Eventually.so(
                    () -> again.get() || again.compareAndSet(false, follows(there)) && again.get());
        }
    }

    private static boolean follows(int there) {
        try (Client client = new Client(new InetSocketAddress("127.0.0.1", there))) {
            client.send(Client.head("GET", "/v1/stream") + "\r\n");
            return client.answerHead().status() == 200;
        } catch (IOException gone) {
            return false;
        }
    }
}

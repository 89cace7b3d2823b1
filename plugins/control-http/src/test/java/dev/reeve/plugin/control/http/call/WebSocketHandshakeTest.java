package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reeve.plugin.control.http.Client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;

@Timeout(60)
class WebSocketHandshakeTest extends Talking {
    @Test
    void theGuardsAreThoseOfEveryRequest() throws Exception {
        assertEquals(401, refused(() -> new Ear(port, "/v1/stream", Map.of())));
        assertEquals(
                403,
                refused(() -> new Ear(port, "/v1/stream", Map.of("Authorization", "Bearer no"))));
        assertEquals(
                403,
                refused(
                        () ->
                                new Ear(
                                        port,
                                        "/v1/stream",
                                        Map.of(
                                                "Authorization",
                                                "Bearer boss",
                                                "Origin",
                                                "http://evil.example"))));
        assertEquals(400, refused(() -> ear("/v1/stream?type=weather")));
        try (Client client = client()) {
            assertEquals(421, client.get("/v1/stream", upgrade("Host: evil.example")).status());
        }
        try (Ear ear =
                new Ear(
                        port,
                        "/v1/stream?after=0",
                        Map.of(
                                "Authorization",
                                "Bearer boss",
                                "Origin",
                                "http://127.0.0.1:" + port))) {
            assertEquals(1L, ear.next().at("id"));
        }
    }

    @Test
    void aTokenCanBeNamedAmongTheProtocolsAndIsNotRepeated() throws Exception {
        try (Ear ear = new Ear(port, "/v1/stream", Map.of(), "reeve.v1", "bearer.looker")) {
            assertEquals("reeve.v1", ear.socket().getSubprotocol());
            assertEquals("snapshot", ear.next().at("event"));
        }
        assertEquals(
                403, refused(() -> new Ear(port, "/v1/stream", Map.of(), "reeve.v1", "bearer.no")));
        try (Client client = client()) {
            String shown = "Sec-WebSocket-Protocol: bearer.looker";
            assertEquals(401, client.get("/v1/services", shown).status());
            client.send(Client.head("GET", "/v1/stream", upgrade(shown)) + "\r\n");
            Client.Answer head = client.answerHead();
            assertEquals(101, head.status());
            assertNull(head.headers().get("sec-websocket-protocol"));
        }
    }

    @Test
    void theHandshakeIsThatOfTheSpecification() throws Exception {
        try (Client client = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            client.send(Client.head("GET", "/v1/stream", headers) + "\r\n");
            Client.Answer head = client.answerHead();
            assertEquals(101, head.status());
            // RFC 6455, section 1.3.
            assertEquals(
                    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head.headers().get("sec-websocket-accept"));
        }
        try (Client client = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            headers[3] = "Sec-WebSocket-Version: 8";
            Client.Answer refused = client.get("/v1/stream", headers);
            assertEquals(426, refused.status());
            assertEquals("13", refused.headers().get("sec-websocket-version"));
            headers = upgrade("Authorization: Bearer boss");
            headers[2] = "Sec-WebSocket-Key: c2hvcnQ=";
            assertEquals(400, client.get("/v1/stream", headers).status());
            assertEquals(
                    200,
                    client.get("/v1/services", upgrade("Authorization: Bearer boss")).status());
        }
    }
}

package dev.reeve.plugin.ready.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.testkit.junit.Stack;
import dev.reeve.supervisor.testkit.junit.Supervised;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Servers that listen some time after they were spawned.
@Supervised(
        value = "ready.yaml",
        ports = {"WEB_PORT", "REDIS_PORT"})
@Timeout(60)
class RealServersTest {
    @Test
    void whoIsReadyAnswersAtOnce(Stack stack) throws IOException {
        var web = (HttpURLConnection) stack.uri("WEB_PORT").toURL().openConnection();
        assertEquals(200, web.getResponseCode());
        try (var redis = new Socket(InetAddress.getLoopbackAddress(), stack.port("REDIS_PORT"))) {
            redis.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(
                    "+PONG",
                    new String(redis.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
        }
    }
}

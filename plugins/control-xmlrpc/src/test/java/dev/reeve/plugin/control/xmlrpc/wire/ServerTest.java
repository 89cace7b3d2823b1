package dev.reeve.plugin.control.xmlrpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.xmlrpc.Caller;
import dev.reeve.plugin.control.xmlrpc.Served;
import dev.reeve.plugin.control.xmlrpc.call.Desk;
import dev.reeve.plugin.control.xmlrpc.guard.Gate;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;

@Timeout(20)
class ServerTest {
    private static final String CALL = Caller.xml("supervisor.getVersion");
    private static final String XML = "Content-Type: text/xml";

    @TempDir Path folder;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(folder);
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    @Test
    void manyCallsGoThroughOneConnectionAlsoAllAtOnce() throws Exception {
        try (Caller caller = served.caller()) {
            String one =
                    "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n"
                            + XML
                            + "\r\nContent-Length: "
                            + CALL.length()
                            + "\r\n\r\n"
                            + CALL;
            caller.send(one.repeat(20));
            for (int at = 0; at < 20; at++) {
                assertEquals(200, caller.answer().status());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'NONSENSE\r\n\r\n',400",
        "'GET / HTTP/2.0\r\n\r\n',400",
        "'PUT /RPC2 HTTP/1.1\r\nHost: localhost\r\n\r\n',405",
        "'GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n',404",
        "'GET /nowhere HTTP/1.1\r\n\r\n',421",
        "'POST /other HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx',404",
        "'GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost : localhost\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: localhost\r\n folded: x\r\n\r\n',400",
        "'POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n',411",
        "'POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',400",
        "'POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n',413"
    })
    void whatCannotBeAnsweredIsRefused(String request, int status) throws Exception {
        try (Caller caller = served.caller()) {
            caller.send(request);
            assertEquals(status, caller.answer().status());
        }
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        try (Caller caller = served.caller()) {
            caller.send("GET / HTTP/1.1\r\nX: " + "x".repeat(16 * 1024));
            assertEquals(431, caller.answer().status());
        }
    }

    @Test
    void aBodyThatIsAnnouncedIsAskedFor() throws Exception {
        try (Caller caller = served.caller()) {
            caller.send(
                    "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                            + XML
                            + "\r\nContent-Length: "
                            + CALL.length()
                            + "\r\n\r\n");
            assertEquals(100, caller.answer().status());
            caller.send(CALL);
            assertEquals(200, caller.answer().status());
        }
    }

    @Test
    void anOldClientGetsItsAnswerAndTheEnd() throws Exception {
        try (Caller caller = served.caller()) {
            caller.send(
                    "POST /RPC2 HTTP/1.0\r\n"
                            + XML
                            + "\r\nContent-Length: "
                            + CALL.length()
                            + "\r\n\r\n"
                            + CALL);
            assertEquals(200, caller.answer().status());
            assertTrue(caller.hungUp());
        }
    }

    @Test
    void aClientThatIsSlowOverItsRequestIsLeft() throws Exception {
        Duration soon = Duration.ofMillis(100);
        var limits = new Limits(1024, 1024, soon, soon, soon, soon, 10);
        try (var tight = new Tight(limits);
                Caller caller = new Caller(tight.address())) {
            caller.send("POST /RPC2 HTTP/1.1\r\nHost: local");
            assertTrue(caller.hungUp());
        }
    }

    @Test
    void oneClientTooManyIsToldSo() throws Exception {
        Duration ample = Duration.ofSeconds(10);
        var limits = new Limits(1024, 1024, ample, ample, ample, ample, 1);
        try (var tight = new Tight(limits);
                Caller first = new Caller(tight.address());
                Caller second = new Caller(tight.address())) {
            assertEquals(503, second.answer().status());
            assertEquals("3.0", first.call("supervisor.getVersion"));
        }
    }

    /// A server with other limits.
    private record Tight(TcpEntrance entrance, Server server) implements AutoCloseable {
        Tight(Limits limits) throws Exception {
            this(
                    TcpEntrance.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    limits);
        }

        private Tight(TcpEntrance entrance, Limits limits) {
            this(
                    entrance,
                    Server.start(
                            entrance, new Desk(new FakeSupervisor(), Gate.owner(null)), limits));
        }

        SocketAddress address() throws Exception {
            return entrance.channel().getLocalAddress();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

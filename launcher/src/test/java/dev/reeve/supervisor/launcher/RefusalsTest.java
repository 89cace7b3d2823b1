package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

class RefusalsTest {
    private static final String LIST = "GET /v1/services?limit=100&offset=0";

    @TempDir Path folder;

    @Test
    void nobodyAnswersIs3() {
        var told = new Told(folder);
        assertEquals(3, told.reeve("status"));
        assertEquals(
                "reeve: no supervisor answers at "
                        + folder.resolve(".reeve/control.sock")
                        + "; `reeve up` starts one\n",
                told.err());
        assertEquals(3, told.reeve("down"));
        assertEquals(3, told.reeve("events", "-f"));
        assertEquals(3, told.reeve("wait", "x", "--for", "ready"));
    }

    @Test
    void aSocketThatNobodyHoldsAnyMoreIs3() throws IOException {
        Path socket = Files.createDirectory(folder.resolve(".reeve")).resolve("control.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        assertEquals(3, new Told(folder).reeve("status"));
    }

    @Test
    void notAllowedIs5() throws IOException {
        try (var supervisor = new CannedSupervisor(folder.resolve(".reeve"))) {
            supervisor.problem(LIST, 403, "the token is wrong");
            var told = new Told(folder);
            assertEquals(5, told.reeve("status"));
            assertEquals("reeve: the token is wrong\n", told.err());
            supervisor.problem(LIST, 401, "a token is needed");
            assertEquals(5, told.reeve("status"));
        }
    }

    @Test
    void aBadValueIs2AndAConflictIs1() throws IOException {
        try (var supervisor = new CannedSupervisor(folder.resolve(".reeve"))) {
            supervisor.problem("GET /v1/events?limit=1&type=bogus", 400, "`type` cannot be bogus");
            var told = new Told(folder);
            assertEquals(2, told.reeve("events", "--type", "bogus"));
            assertEquals("reeve: `type` cannot be bogus\n", told.err());
            supervisor.problem(LIST, 500, "something broke");
            assertEquals(1, told.reeve("status"));
        }
    }

    @Test
    void anAnswerThatIsNoHttpIs3() throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread rubbish =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var client = server.accept()) {
                                            client.getOutputStream()
                                                    .write("SSH-2.0-x\r\n".getBytes("ASCII"));
                                        } catch (IOException closed) {
                                            // the test is over
                                        }
                                    });
            var told = new Told(folder);
            String url = "http://127.0.0.1:" + server.getLocalPort();
            assertEquals(3, told.reeve("status", "--url", url));
            assertTrue(told.err().startsWith("reeve: the supervisor at " + url), told.err());
            rubbish.join();
        }
    }

    @Test
    void aUrlThatIsNoneIsWrongUse() {
        var told = new Told(folder);
        for (String url :
                new String[] {
                    "ftp://x", "127.0.0.1:80", "http://", "http://a/b", "http://a:99999"
                }) {
            assertEquals(2, told.reeve("status", "--url", url), url);
        }
        assertEquals(
                "reeve: cannot use --url http://a:99999: not http://HOST:PORT or"
                        + " https://HOST:PORT\n",
                told.err());
    }

    @Test
    void theTokenOfTheFileIsSent() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cret\n");
        try (var supervisor = new CannedSupervisor(folder.resolve("state")).services()) {
            var told = new Told(folder).environment("REEVE_TOKEN_FILE", "token");
            assertEquals(0, told.reeve("status", "--state-directory", "state"));
            assertEquals("Authorization: Bearer s3cret", supervisor.asked().getFirst());
        }
        assertEquals(2, new Told(folder).reeve("status", "--token-file", "none"));
    }

    @Test
    void wrongUseIs2AndSaysWhatHelps() {
        var told = new Told(folder);
        assertEquals(2, told.reeve());
        assertEquals(2, told.reeve("stauts"));
        assertTrue(told.err().contains("status"), told.err());
        assertEquals(2, told.reeve("status", "--bogus"));
        assertEquals(2, told.reeve("status", "-o", "xml"));
        assertEquals(2, told.reeve("wait", "x"));
        assertEquals(2, told.reeve("wait", "x", "--for", "ever"));
        assertEquals(2, told.reeve("wait", "x", "--for", "ready", "--timeout", "soon"));
        assertEquals(2, told.reeve("show"));
        assertEquals(2, told.reeve("plugins"));
        assertEquals(2, told.reeve("plugins", "info"));
        assertEquals(2, told.reeve("graph", "--format", "png"));
        assertEquals(2, told.reeve("explain"));
        assertEquals(2, told.reeve("add"));
        assertEquals(2, told.reeve("remove"));
        assertEquals(2, told.reeve("health", "x", "--pause", "--resume"));
        assertEquals(2, told.reeve("adopt", "4711"));
        assertEquals(2, told.reeve("adopt", "many", "--as", "x"));
        assertEquals(2, told.reeve("adopt", "0", "--as", "x"));
        assertEquals(2, told.reeve("discover", "--port", "http"));
        assertEquals(2, told.reeve("events", "-f", "--until", "1m"));
        assertEquals("", told.out());
    }

    @Test
    void helpIsAnAnswer() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("--help"));
        assertTrue(told.out().contains("restart"), told.out());
        assertEquals(0, told.reeve("logs", "--help"));
        assertTrue(told.out().startsWith("Usage: reeve logs"), told.out());
    }

    @Test
    void commonOptionsMayStandBeforeTheVerb() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("-o", "yaml", "version"));
        assertTrue(told.out().startsWith("version: "), told.out());
    }

    @Test
    void theVersionIsTheOneOfTheBuild() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("version"));
        assertTrue(
                told.out().matches("(?s)reeve \\d+\\.\\d+\\.\\d+.*\nplugin API \\d+\\..*"),
                told.out());
        assertTrue(told.out().contains("\nJava 25"), told.out());
    }
}

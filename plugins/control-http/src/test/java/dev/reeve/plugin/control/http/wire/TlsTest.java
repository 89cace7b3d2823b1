package dev.reeve.plugin.control.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.HttpControl;
import dev.reeve.plugin.control.http.guard.Certificate;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

@Timeout(60)
class TlsTest {
    private static final String BOSS = "Authorization: Bearer boss";
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir static Path folder;

    private static int port;

    /// Certificates of two kinds, made by the JDK's own tool, all at a time, and written as PEM.
    @BeforeAll
    static void certificates() throws Exception {
        Process rsa = begin("rsa", "RSA", "2048");
        Process other = begin("other", "RSA", "2048");
        Process ec = begin("ec", "EC", "256");
        finish("rsa", rsa);
        finish("other", other);
        finish("ec", ec);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private static Process begin(String name, String algorithm, String size) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-J-XX:+UseSerialGC",
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        algorithm,
                        "-keysize",
                        size,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store(name).toString())
                .redirectErrorStream(true)
                .start();
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void finish(String name, Process tool) throws Exception {
        String told = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tool.waitFor(), told);
        KeyStore made = KeyStore.getInstance(store(name).toFile(), PASSWORD);
        pem(name + ".pem", "CERTIFICATE", made.getCertificate("it").getEncoded());
        pem(name + ".key", "PRIVATE KEY", made.getKey("it", PASSWORD).getEncoded());
    }

    private static void pem(String file, String kind, byte[] encoded) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }

    private static AutoCloseable serve(FakeSupervisor supervisor, String name) throws Exception {
        Files.writeString(folder.resolve("tokens"), "admin boss\n");
        var options =
                new HttpControl.Options(
                        "127.0.0.1:" + port,
                        Optional.of(Path.of("tokens")),
                        List.of(),
                        Optional.of(
                                new HttpControl.Tls(
                                        Path.of(name + ".pem"), Path.of(name + ".key"))),
                        100,
                        1000,
                        100,
                        Duration.ofMinutes(5));
        return new HttpControl()
                .create(options, new FakePlanContext("house", folder))
                .serve(supervisor);
    }

    private static Client client(String name) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        KeyStore made = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
        trusted.setCertificateEntry("it", made.getCertificate("it"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        SSLParameters strict = socket.getSSLParameters();
        strict.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(strict);
        return new Client(socket);
    }

    @ParameterizedTest
    @CsvSource({"rsa", "ec"})
    void oneWhoTrustsTheCertificateAsksAndIsAnswered(String kind) throws Exception {
        var supervisor = new FakeSupervisor().with(FakeService.running("web"));
        try (var _ = serve(supervisor, kind);
                Client client = client(kind)) {
            for (int time = 0; time < 3; time++) {
                Client.Answer answer = client.get("/v1/services/web", BOSS);
                assertEquals(200, answer.status());
                assertEquals("web", answer.at("name"));
            }
            assertEquals(401, client.get("/v1/services/web").status());
        }
    }

    @Test
    void aPageHadFromHereByHttpsMayAskAndOneHadByHttpMayNot() throws Exception {
        try (var _ = serve(new FakeSupervisor(), "rsa");
                Client client = client("rsa")) {
            assertEquals(
                    200, client.get("/v1/services", BOSS, "Origin: https://localhost").status());
            assertEquals(
                    403, client.get("/v1/services", BOSS, "Origin: http://localhost").status());
        }
    }

    @Test
    void eventsAreFollowedToTheirEnd() throws Exception {
        var supervisor = new FakeSupervisor();
        try (var _ = serve(supervisor, "rsa");
                Client client = client("rsa")) {
            client.send(Client.head("GET", "/v1/stream", BOSS) + "\r\n");
            assertEquals(200, client.answerHead().status());
            assertEquals("snapshot", Objects.requireNonNull(client.frame()).event());
            supervisor.happens(new Event.SupervisorChanged("running", "runs"));
            assertEquals("supervisor", Objects.requireNonNull(client.frame()).event());
            supervisor.ends();
            assertNull(client.frame());
        }
    }

    @Test
    void aRequestThatIsTooLargeIsAnswered() throws Exception {
        try (var _ = serve(new FakeSupervisor(), "rsa");
                Client client = client("rsa")) {
            assertEquals(
                    413, client.postJson("/v1/services/stop", "x".repeat(200_000), BOSS).status());
        }
    }

    @Test
    void oneWhoSpeaksPlainlyGetsNothingAndHoldsUpNobody() throws Exception {
        try (var _ = serve(new FakeSupervisor(), "rsa");
                var silent = new Socket(InetAddress.getLoopbackAddress(), port);
                var plain = new Socket(InetAddress.getLoopbackAddress(), port);
                Client client = client("rsa")) {
            plain.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String got =
                    new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(!got.contains("HTTP"), got);
            assertTrue(silent.isConnected());
            assertEquals(200, client.get("/livez").status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none.pem | rsa.key | none.pem`: there is no such file",
                "rsa.pem | none.key | none.key`: there is no such file",
                "rsa.key | rsa.key | rsa.key`: there is no certificate in it, as PEM",
                "rsa.pem | rsa.pem | rsa.pem`: there is no `-----BEGIN PRIVATE KEY-----` in it",
                "rsa.pem | ec.key | ec.key`: it is not the key of the certificate in",
            })
    void aFileThatDoesNotFitIsNamed(String certificate, String key, String told) {
        var files = new Certificate(folder.resolve(certificate), folder.resolve(key));
        IOException failure = assertThrows(IOException.class, files::read);
        assertTrue(failure.getMessage().contains(told), failure.getMessage());
        assertTrue(failure.getMessage().startsWith("cannot serve by TLS with `"));
    }

    @Test
    void anotherKeyOfTheSameKindIsNotTheCertificates() {
        var files = new Certificate(folder.resolve("rsa.pem"), folder.resolve("other.key"));
        IOException failure = assertThrows(IOException.class, files::read);
        assertTrue(failure.getMessage().contains("is not the key"), failure.getMessage());
    }
}

package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// The command line speaks to a supervisor by HTTPS, with a token that nobody else gets to see.
class TokenTest {
    private static final String SECRET = "wb7pX2-look-only-3f";
    private static final String CHIEF = "kQ9vT4-may-do-all-8c";
    private static final char[] PASSWORD = "secret".toCharArray();

    @Test
    void aTokenIsTakenAndNeverShown() throws Exception {
        int port = Household.freePort();
        try (var household = new Household()) {
            certificate(household);
            household.file("tokens", "read " + SECRET + "\nadmin " + CHIEF + "\n");
            household.file("look", SECRET + "\n");
            household.file("chief", CHIEF + "\n");
            household.file("wrong", "nobodys-token-77aa\n");
            household.file(
                    "reeve.yaml",
                    """
                    control:
                      - unix
                      - http:
                          listen: 127.0.0.1:%d
                          token_file: tokens
                          tls: {certificate: it.pem, key: it.key}
                    services:
                      sleeper: {command: [sleep, "1000"]}
                    """
                            .formatted(port));
            var up = household.up();
            household.awaitPhase("sleeper", "running");
            String[] url = {
                "--url", "https://localhost:" + port, "--ca-file", "it.pem", "--token-file"
            };
            var said = new StringBuilder();
            said.append(ask(household, 0, url, "look", "status").out());
            assertTrue(said.toString().contains("sleeper"), said.toString());
            ask(household, 0, url, "chief", "restart", "sleeper");
            for (String[] refused :
                    List.of(new String[] {"look", "stop"}, new String[] {"wrong", "status"})) {
                var ran = household.reeve(with(url, refused[0], refused[1], "sleeper"));
                assertTrue(ran.code() != 0, ran.toString());
                said.append(ran.out()).append(ran.err());
            }
            var stranger =
                    household.reeve(
                            "--url", "https://localhost:" + port, "--token-file", "look", "status");
            assertTrue(stranger.err().contains("by TLS"), stranger.toString());
            for (String verb :
                    List.of("events", "show sleeper", "plugins list", "export", "logs")) {
                said.append(ask(household, 0, url, "chief", verb.split(" ")).out());
            }
            var follower = household.following(with(url, "look", "events", "-f", "--since", "1h"));
            household.await("it follows", () -> Files.size(household.output(follower)) > 0);
            for (long pid : household.living()) {
                said.append(Processes.command(pid));
                said.append(Files.readString(Path.of("/proc/" + pid + "/cmdline")));
            }
            said.append(household.said());
            said.append(written(household.folder().resolve(".reeve")));
            follower.destroy();
            for (String secret : List.of(SECRET, CHIEF, "nobodys-token-77aa")) {
                assertFalse(said.toString().contains(secret), () -> "a token is shown: " + said);
            }
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
        }
    }

    private static Household.Ran ask(
            Household household, int code, String[] url, String token, String... verb)
            throws Exception {
        return household.reeve(with(url, token, verb)).expecting(code);
    }

    private static String[] with(String[] url, String token, String... verb) {
        return Stream.of(url, new String[] {token}, verb)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    /// All that the supervisor has written: journal, ledger, output.
    private static String written(Path folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static void certificate(Household household) throws Exception {
        Path store = household.folder().resolve("it.p12");
        household
                .run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString()))
                .expecting(0);
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem(household, "it.pem", "CERTIFICATE", made.getCertificate("it").getEncoded());
        pem(household, "it.key", "PRIVATE KEY", made.getKey("it", PASSWORD).getEncoded());
    }

    private static void pem(Household household, String file, String kind, byte[] encoded)
            throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        household.file(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }
}

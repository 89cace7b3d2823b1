package dev.reeve.plugin.session.community;

import org.junit.jupiter.api.Assertions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A certificate of `localhost` that no authority has signed.
record Certificates(Path certificate, Path key) {
    static Certificates in(Path folder) throws Exception {
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        Process made =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "rsa:2048",
                                "-nodes",
                                "-subj",
                                "/CN=localhost",
                                "-addext",
                                "subjectAltName=DNS:localhost",
                                "-days",
                                "2",
                                "-keyout",
                                key.toString(),
                                "-out",
                                certificate.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertEquals(0, made.waitFor(), said);
        return new Certificates(certificate, key);
    }
}

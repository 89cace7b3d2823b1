package dev.reeve.plugin.session.jdbc;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real PostgreSQL in a folder of its own: database `postgres`, user `ada` with the password
/// {@link #PASSWORD}, encryption by a certificate that nobody knows.
final class Postgres {
    static final String PASSWORD = "lovelace-1843";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port;
    private Process server;

    private Postgres(Path programs, Path folder, int port, Process server) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /// Makes one and starts it; skips the test where this machine has none.
    static Postgres started() throws Exception {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(programs.isPresent(), "skipped: there is no PostgreSQL here");
        Path folder = Files.createTempDirectory("pg");
        if (isRoot()) {
            run("chown", "postgres", folder.toString());
        }
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            run("chown", "postgres", password.toString());
        }
        String cluster = folder.resolve("c").toString();
        run(
                asPostgres(
                        programs.get().resolve("initdb").toString(),
                        "-D",
                        cluster,
                        "-U",
                        "ada",
                        "--pwfile=" + password,
                        "-A",
                        "scram-sha-256",
                        "-N",
                        "--locale=C"));
        certificate(folder.resolve("c"));
        Postgres postgres = new Postgres(programs.get(), folder, freePort(), null);
        postgres.start();
        return postgres;
    }

    /// Starts it again after {@link #kill}.
    void start() throws Exception {
        server =
                new ProcessBuilder(
                                asPostgres(
                                        programs.resolve("postgres").toString(),
                                        "-D",
                                        folder.resolve("c").toString(),
                                        "-p",
                                        Integer.toString(port),
                                        "-h",
                                        "127.0.0.1",
                                        "-k",
                                        folder.toString(),
                                        "-c",
                                        "ssl=on",
                                        "-c",
                                        "fsync=off",
                                        "-c",
                                        "max_connections=20"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                Process asked =
                        new ProcessBuilder(
                                        programs.resolve("pg_isready").toString(),
                                        "-q",
                                        "-h",
                                        "127.0.0.1",
                                        "-p",
                                        Integer.toString(port))
                                .start();
                if (asked.waitFor() == 0) {
                    return;
                }
            } catch (IOException failure) {
                throw new AssertionError("cannot ask", failure);
            }
            if (!server.isAlive() || System.nanoTime() > end) {
                Assertions.fail(Files.readString(folder.resolve("log")));
            }
            Thread.onSpinWait();
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /// Ends it fast, with every connection.
    void kill() throws Exception {
        run("kill", "-INT", Long.toString(server.pid()));
        server.waitFor();
    }

    /// Ends it, and leaves nothing.
    void end() throws Exception {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void certificate(Path cluster) throws Exception {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=nobody",
                "-days",
                "2",
                "-keyout",
                cluster.resolve("server.key").toString(),
                "-out",
                cluster.resolve("server.crt").toString());
        run("chmod", "600", cluster.resolve("server.key").toString());
        if (isRoot()) {
            run("chown", "postgres", cluster.resolve("server.key").toString());
        }
    }

    private static String[] asPostgres(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(Arrays.asList(command));
        return all.toArray(String[]::new);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + out);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        }
    }
}

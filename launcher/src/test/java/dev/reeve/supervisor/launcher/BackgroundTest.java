package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.problem.Checked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class BackgroundTest {
    private static final long PATIENCE_MILLIS = 20_000;

    private static final String UP =
            """
            {"id":"t1","operation":"up","status":"completed","created_at":"2026-01-31T12:00:00Z",\
            "last_activity_at":"2026-01-31T12:00:01.5Z","error":null}\
            """;
    private static final String THREADS =
            "{\"items\":[{\"id\":\"t2\",\"operation\":\"restart\"}," + UP + "],\"total\":2}";
    private static final String TIMELINE =
            """
            {"thread":%s,"spans":[{"service":"db","phase":"starting","reason":"run 1 starts",\
            "from":"2026-01-31T12:00:00.5Z","to":"2026-01-31T12:00:01.5Z"}],\
            "chain":[{"service":"db","phase":"starting","why":"operation",\
            "from":"2026-01-31T12:00:00.5Z","to":"2026-01-31T12:00:01.5Z"}]}\
            """
                    .formatted(UP);

    @TempDir Path folder;
    private Path state;
    private Told told;

    @BeforeEach
    void aHouse() {
        state = folder.resolve(".reeve");
        told =
                new Told(folder)
                        .environment("PATH", System.getenv("PATH"))
                        .prepare(_ -> new Checked.Valid<>(new FakeHouse(state)));
    }

    @AfterEach
    void forget() {
        System.clearProperty("reeve.launcher");
    }

    @Test
    void itReturnsWhenEverythingIsReady() throws IOException {
        supervisor(
                "echo \"$@\" >arguments; ps -o sid= -p $$ >session; echo $$ >pid;"
                        + " exec sleep 60");
        CompletableFuture<CannedSupervisor> answering =
                CompletableFuture.supplyAsync(
                        () ->
                                canned(
                                        FollowingTest.state(11, "db", "running", "ready"),
                                        FollowingTest.state(12, "web", "running", "ready")));
        assertEquals(0, told.reeve("up", "-d", "-f", "m.yaml", "db", "web"));
        assertEquals("db: running, ready\nweb: running, ready\n", told.err());
        assertEquals(
                "up --without-output --no-color -f m.yaml --state-directory %s -- db web\n"
                        .formatted(state),
                Files.readString(folder.resolve("arguments")));
        assertEquals(
                Files.readString(folder.resolve("pid")).strip(),
                Files.readString(folder.resolve("session")).strip());
        end(answering);
    }

    @Test
    void howTheStartHasGoneIsSaidWhereThatIsAskedFor() throws IOException {
        supervisor("echo $$ >pid; exec sleep 60");
        CompletableFuture<CannedSupervisor> answering =
                CompletableFuture.supplyAsync(
                        () ->
                                canned(
                                        FollowingTest.state(11, "db", "running", "ready"),
                                        FollowingTest.state(12, "web", "running", "ready")));
        assertEquals(0, told.reeve("up", "-d", "-f", "m.yaml", "--timings"));
        assertEquals(
                """
                db: running, ready
                web: running, ready
                up t1, completed after 1.5 s

                SERVICE  BEGAN  DONE   TOOK   WAITED FOR  0 - 1.5 s
                db       500 ms  1.5 s  1.0 s  -                               ########################################

                # what all the rest has waited for  = on its way  ! backs off  . waits  - runs

                CHAIN  PHASE     FROM    TOOK   SHARE  THEN
                db     starting  500 ms  1.0 s  67 %   -
                The chain takes 1.0 s of 1.5 s (67 %).
                """
                        .replace("BEGAN  DONE ", "BEGAN   DONE "),
                told.err());
        end(answering);
    }

    @Test
    void whatDoesNotComeIsNamedAndTheSupervisorGoesOn() throws IOException {
        supervisor("echo $$ >pid; exec sleep 60");
        CompletableFuture<CannedSupervisor> answering =
                CompletableFuture.supplyAsync(
                        () -> canned(FollowingTest.state(11, "db", "failed", "exited with 3")));
        assertEquals(1, told.reeve("up", "-d", "-f", "m.yaml"));
        assertEquals(
                """
                not ready: db: failed, exited with 3
                not ready: web: waiting, because
                not everything is ready; the supervisor goes on
                """,
                told.err());
        end(answering);
    }

    @Test
    void itSaysWhyASupervisorDidNotStart() throws IOException {
        Files.createDirectories(state);
        Files.writeString(state.resolve("supervisor.log"), "from before\n");
        supervisor("echo 'reeve: cannot start: pid 1 holds it' >&2; exit 1");
        assertEquals(1, told.reeve("up", "-d", "-f", "m.yaml"));
        assertEquals("reeve: cannot start: pid 1 holds it\n", told.err());
    }

    @Test
    void whatASupervisorSaysIsForItsUserOnly() throws IOException {
        supervisor("exit 1");
        told.reeve("up", "-d", "-f", "m.yaml");
        assertEquals("rwx------", permissions(state));
        assertEquals("rw-------", permissions(state.resolve("supervisor.log")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void supervisor(String script) throws IOException {
        Path program = folder.resolve("reeve");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        program.toFile().setExecutable(true);
        System.setProperty("reeve.launcher", program.toString());
    }

    /// Answers as the process that the script became, as soon as its pid is known.
    private CannedSupervisor canned(String... frames) {
        try {
            String snapshot =
                    "id: 10\nevent: snapshot\ndata: {\"services\":[%s,%s]}"
                            .formatted(FollowingTest.service("db", "starting", 10), waiting());
            var all = new java.util.ArrayList<>(List.of(snapshot));
            all.addAll(List.of(frames));
            long pid = pid();
            return new CannedSupervisor(state)
                    .services(failed(), waiting()).stream(
                                    "GET /v1/stream?type=state", all.toArray(String[]::new))
                            .json("GET /v1/threads?limit=100", THREADS)
                            .json("GET /v1/threads/t1/timeline", TIMELINE)
                            .json("GET /v1/supervisor", "{\"pid\":" + pid + "}");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String waiting() {
        return FollowingTest.service("web", "waiting", 10)
                .replace("\"depends_on\":[]", "\"depends_on\":[\"db\"]");
    }

    private static String failed() {
        return FollowingTest.service("db", "failed", 11).replace("because", "exited with 3");
    }

    private long pid() throws IOException {
        Path file = folder.resolve("pid");
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            if (Files.exists(file) && Files.readString(file).endsWith("\n")) {
                return Long.parseLong(Files.readString(file).strip());
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the supervisor's process did not start");
    }

    private void end(CompletableFuture<CannedSupervisor> answering) throws IOException {
        answering.join().close();
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
}

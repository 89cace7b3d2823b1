package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `events -f` goes on until somebody ends it, whatever becomes of the supervisor.
@Timeout(30)
class ContinuedTest {
    private static final String SNAPSHOT = "id: 10\nevent: snapshot\ndata: {\"services\":[]}";

    /// What is shown where nobody says which types.
    static final String USUAL =
            "type=state,health,liveness,credentials,error,hook,plugin,reload,supervisor,gap";

    private static final String STREAM = "GET /v1/stream?" + USUAL;
    private static final String OLDEST = "GET /v1/events?limit=1";

    @TempDir Path folder;
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private Thread thread = Thread.currentThread();
    private Told told;

    private void follow(String... arguments) {
        told = new Told(folder);
        thread = Thread.ofPlatform().start(() -> code.complete(told.reeve(arguments)));
    }

    @AfterEach
    void ctrlC() throws Exception {
        if (thread != Thread.currentThread()) {
            thread.interrupt();
            assertEquals(0, code.get(10, TimeUnit.SECONDS));
        }
    }

    private CannedSupervisor supervisor() throws IOException {
        return CannedSupervisor.silent(folder.resolve(".reeve"));
    }

    private List<String> shown() {
        return told.out().lines().map(line -> line.substring(38)).toList();
    }

    private void await(String... lines) throws InterruptedException {
        while (shown().size() < lines.length) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals(List.of(lines), shown());
    }

    @Test
    void theNextSupervisorGoesOnWhereTheLastOneEnded() throws Exception {
        try (var _ = supervisor().endless(STREAM, SNAPSHOT, at(11), at(12)).begins()) {
            follow("events", "-f");
            await("event 11", "event 12");
        }
        try (var second = supervisor().endless(STREAM, at(12), at(13)).begins()) {
            await("event 11", "event 12", "event 13");
            assertTrue(second.asked().contains("Last-Event-ID: 12"), () -> "" + second.asked());
        }
        assertEquals("the supervisor has ended; waiting for the next one\n", firstLine());
    }

    @Test
    void aSupervisorThatNeverGaveOurNumberBeginsAnew() throws Exception {
        try (var _ = supervisor().endless(STREAM, SNAPSHOT, at(11)).begins()) {
            follow("events", "-f");
            await("event 11");
        }
        String page = "{\"items\":[" + json(1) + "," + json(2) + "],\"total\":2}";
        try (var second = supervisor().json("GET /v1/events?after=0&limit=100&" + USUAL, page)) {
            second.json(OLDEST, "{\"items\":[" + json(1) + "],\"total\":2}");
            second.endless(STREAM, "id: 2\nevent: snapshot\ndata: {}", at(3)).begins();
            await("event 11", "event 1", "event 2", "event 3");
        }
    }

    @Test
    void whatWasMissedBySlownessIsAskedFor() throws Exception {
        String page = "{\"items\":[" + json(12) + "," + json(13) + "],\"total\":2}";
        String gap = "event: gap\ndata: {\"type\":\"gap\",\"data\":{\"from\":12,\"to\":13}}";
        try (var only = supervisor().json("GET /v1/events?after=11&limit=100&" + USUAL, page)) {
            only.json(OLDEST, "{\"items\":[" + json(2) + "],\"total\":99}");
            only.endless(STREAM, SNAPSHOT, at(11), gap, at(13), at(14)).begins();
            follow("events", "-f");
            await("event 11", "event 12", "event 13", "event 14");
        }
    }

    @Test
    void whatIsNotKeptAnyMoreIsAGap() throws Exception {
        String page = "{\"items\":[" + json(13) + "],\"total\":1}";
        String gap =
                """
                event: gap
                data: {"time":"2026-01-31T12:00:00.123Z","type":"gap","text":"lost",\
                "data":{"from":12,"to":13}}\
                """;
        try (var only = supervisor().json("GET /v1/events?after=11&limit=100&" + USUAL, page)) {
            only.json(OLDEST, "{\"items\":[" + json(13) + "],\"total\":1}");
            only.endless(STREAM, SNAPSHOT, at(11), gap, at(14)).begins();
            follow("events", "-f");
            await("event 11", "event 13", "lost", "event 14");
        }
    }

    @Test
    void eventsSinceATimeAreFollowedByThoseToCome() throws Exception {
        String since = "&" + USUAL + "&since=2026-01-31T12%3A00%3A00Z";
        try (var _ =
                supervisor()
                        .json("GET /v1/events?limit=1" + since, "{\"items\":[],\"total\":1}")
                        .json(
                                "GET /v1/events?limit=1&offset=0" + since,
                                "{\"items\":[" + json(11) + "],\"total\":1}")
                        .endless(STREAM, SNAPSHOT, at(11), at(12))
                        .begins()) {
            follow("events", "-f", "--since", "10m");
            await("event 11", "event 12");
        }
    }

    @Test
    void onlyWhatWasAskedForIsShown() throws Exception {
        String other = at(11).replace("\"db\"", "\"web\"");
        String gap =
                "event: gap\n"
                    + "data:"
                    + " {\"time\":\"2026-01-31T12:00:00.123Z\",\"type\":\"gap\",\"text\":\"lost\"}";
        try (var only = supervisor().endless(STREAM, SNAPSHOT, at(11), gap)) {
            only.json(OLDEST, "{\"items\":[" + json(13) + "]}");
            only.json("GET /v1/events?after=11&limit=100&" + USUAL, "{\"items\":[]}");
            only.endless(STREAM, SNAPSHOT, at(11), gap, other.replace("11", "12")).begins();
            follow("events", "-f", "--service", "process:manifest:web");
            await("lost", "event 12");
        }
    }

    @Test
    void messagesAreFollowedAcrossSupervisorsAndNoneIsShownTwice() throws Exception {
        String stream = "GET /v1/stream?type=message&actor=web";
        String past = "GET /v1/messages?limit=10&offset=0&actor=web";
        String page = "{\"items\":[" + ActivityTest.message(1) + "],\"total\":1}";
        try (var first = supervisor().json(past, page)) {
            first.endless(stream, SNAPSHOT, said(11, 1), said(12, 2)).begins();
            follow("messages", "-f", "--actor", "web");
            awaitSaid(2);
        }
        try (var _ = supervisor().endless(stream, said(20, 3)).begins()) {
            awaitSaid(3);
        }
        assertEquals(
                List.of("{\"nr\":1}", "{\"nr\":2}", "{\"nr\":3}"),
                told.out().lines().map(line -> line.substring(line.indexOf('{'))).toList());
    }

    private static String said(int seq, int number) {
        return "id: %1$d\nevent: message\ndata: {\"seq\":%1$d,\"type\":\"message\",\"data\":%2$s}"
                .formatted(seq, ActivityTest.message(number));
    }

    private void awaitSaid(int lines) throws InterruptedException {
        while (told.out().lines().count() < lines) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private String firstLine() {
        return told.err().lines().findFirst().orElse("") + "\n";
    }

    private static String at(int seq) {
        return "id: %d\nevent: state\ndata: %s".formatted(seq, json(seq));
    }

    private static String json(int seq) {
        return """
        {"seq":%1$d,"time":"2026-01-31T12:00:00.123Z","type":"state","service":"db",\
        "text":"event %1$d"}\
        """
                .formatted(seq);
    }
}

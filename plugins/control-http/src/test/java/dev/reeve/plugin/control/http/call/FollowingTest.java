package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

@Timeout(20)
class FollowingTest {
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");

    private Served served;
    private Client client;

    @BeforeEach
    void threeEvents() throws IOException {
        served = Served.serve(Served.SHORT);
        served.supervisor().with(FakeService.running("web")).with(FakeService.running("db"));
        client = served.client();
        served.supervisor().happens(new Event.SupervisorChanged("starting", "starts"));
        served.supervisor().happens(killed());
        served.supervisor().happens(new Event.ErrorOccurred(WEB, 2, "no"));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private static Event killed() {
        var reason =
                new Reason(Reason.Code.CRASHED, "killed by KILL", new Exit.Killed(Signal.KILL));
        return new Event.StateChanged(WEB, 1, Phase.RUNNING, Phase.BACKOFF, reason);
    }

    private Client.Frame frame() throws IOException {
        return Objects.requireNonNull(client.frame(), "the stream has ended");
    }

    private void follow(String path, String... headers) throws IOException {
        client.send(Client.head("GET", path, headers) + "\r\n");
        Client.Answer head = client.answerHead();
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.headers().get("content-type"));
    }

    @Test
    void eventsArePagedByNumber() throws IOException {
        Client.Answer answer = client.get("/v1/events?limit=1&offset=1");
        assertEquals(3L, answer.at("total"));
        assertEquals(2L, answer.at("items.0.seq"));
        assertEquals(
                Set.of("seq", "time", "type", "service", "key", "run", "thread", "text", "data"),
                ((Map<?, ?>) Objects.requireNonNull(answer.at("items.0"))).keySet());
        assertEquals("state", answer.at("items.0.type"));
        assertEquals("web", answer.at("items.0.service"));
        assertEquals("process:manifest:web", answer.at("items.0.key"));
        assertEquals("backoff", answer.at("items.0.data.to"));
        assertEquals("KILL", answer.at("items.0.data.reason.signal"));
        assertNull(answer.at("items.0.data.reason.exit_code"));
    }

    @Test
    void eventsAreFiltered() throws IOException {
        assertEquals(3L, client.get("/v1/events?after=2").at("items.0.seq"));
        assertEquals(3L, client.get("/v1/events?type=error").at("items.0.seq"));
        assertEquals(1L, client.get("/v1/events?type=error").at("total"));
        assertEquals(2L, client.get("/v1/events?type=state,error").at("total"));
        assertEquals(2L, client.get("/v1/events?service=web").at("total"));
        assertEquals(2L, client.get("/v1/events?service=process:manifest:web").at("total"));
        assertEquals(0L, client.get("/v1/events?service=ghost").at("total"));
        assertEquals(2L, client.get("/v1/events?since=2026-01-31T12:00:02.123Z").at("total"));
        assertNull(client.get("/v1/events?type=supervisor").at("items.0.run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "type=stat", "since=yesterday", "limit=1000"})
    void aBadFilterOfEventsIsRefused(String query) throws IOException {
        assertEquals(400, client.get("/v1/events?" + query).status());
    }

    @Test
    void aNewFollowerGetsASnapshotAndThenWhatHappens() throws IOException {
        follow("/v1/stream");
        Client.Frame snapshot = frame();
        assertEquals("snapshot", snapshot.event());
        assertEquals("3", snapshot.id());
        assertEquals(3L, snapshot.at("seq"));
        assertEquals("db", snapshot.at("services.0.name"));
        assertEquals("running", snapshot.at("supervisor.status"));
        served.supervisor().happens(killed());
        Client.Frame event = frame();
        assertEquals("4", event.id());
        assertEquals("state", event.event());
        assertEquals("web", event.at("service"));
    }

    @Test
    void oneWhoComesBackGetsWhatItHasMissed() throws IOException {
        follow("/v1/stream", "Last-Event-ID: 1");
        assertEquals("2", frame().id());
        assertEquals("3", frame().id());
        served.supervisor().happens(killed());
        assertEquals("4", frame().id());
    }

    @Test
    void whereToGoOnCanBeAParameter() throws IOException {
        follow("/v1/stream?after=2");
        assertEquals("3", frame().id());
    }

    @Test
    void aNumberFromBeforeThisSupervisorMakesANewFollower() throws IOException {
        follow("/v1/stream", "Last-Event-ID: 99");
        assertEquals("snapshot", frame().event());
    }

    @Test
    void aNumberThatIsNoneIsRefused() throws IOException {
        assertEquals(400, client.get("/v1/stream", "Last-Event-ID: x").status());
    }

    @Test
    void theStreamEndsWithTheSupervisor() throws IOException {
        follow("/v1/stream?after=3");
        served.supervisor().happens(new Event.SupervisorChanged("stopped", "has stopped"));
        served.supervisor().ends();
        assertEquals("stopped", frame().at("data.status"));
        assertNull(client.frame());
    }

    @Test
    void oneWhoHangsUpIsForgottenAtOnce() throws Exception {
        follow("/v1/stream");
        assertNotNull(frame());
        assertEquals(1, served.supervisor().followers());
        client.close();
        Eventually.so(() -> served.supervisor().followers() == 0);
    }

    @Test
    void oneWhoNeverReadsHoldsUpNobodyAndFindsAGap() throws IOException {
        follow("/v1/stream?after=3");
        var text = "x".repeat(2000);
        for (int i = 0; i < 5000; i++) {
            served.supervisor().happens(new Event.ErrorOccurred(WEB, 1, text));
        }
        try (Client other = served.client()) {
            assertEquals(200, other.get("/v1/services").status());
        }
        Client.Frame frame = frame();
        while (!"gap".equals(frame.event())) {
            frame = frame();
            served.supervisor().happens(new Event.ErrorOccurred(WEB, 1, "one more"));
        }
        assertTrue((long) Objects.requireNonNull(frame.at("data.lost")) > 0);
    }

    @Test
    void lastLinesComeAsTheyWereWritten() throws IOException {
        served.supervisor().writes("web", "stdout", "one");
        served.supervisor().writes("web", "stderr", "<b>two</b> \u001b[31m");
        served.supervisor().writes("db", "stdout", "three");
        Client.Answer answer = client.get("/v1/services/web/logs");
        assertEquals("one\n<b>two</b> \u001b[31m\n", answer.body());
        assertEquals("text/plain; charset=utf-8", answer.headers().get("content-type"));
        assertEquals("one\n", client.get("/v1/services/web/logs?stream=stdout").body());
        assertEquals("", client.get("/v1/services/web/logs?lines=0").body());
        String lines = client.get("/v1/services/web/logs?stream=stdout&format=json").body();
        assertTrue(
                lines.startsWith(
                        "{\"items\":[{\"service\":\"web\",\"run\":1,\"stream\":\"stdout\""),
                lines);
        assertTrue(lines.endsWith("\"text\":\"one\"}],\"total\":1}"), lines);
        assertEquals(400, client.get("/v1/services/web/logs?lines=-1").status());
        assertEquals(400, client.get("/v1/services/web/logs?stream=out").status());
        assertEquals(404, client.get("/v1/services/ghost/logs").status());
        assertEquals("web | one\n", client.get("/v1/logs?names=web&stream=stdout").body());
    }

    @Test
    void linesAreFollowedFromTheLastOnes() throws IOException {
        served.supervisor().writes("web", "stdout", "one");
        follow("/v1/services/web/logs?follow=true");
        Client.Frame frame = frame();
        assertEquals("line", frame.event());
        assertEquals("one", frame.at("text"));
        assertEquals("stdout", frame.at("stream"));
        assertEquals("web", frame.at("service"));
        assertEquals(1L, frame.at("run"));
        served.supervisor().writes("db", "stdout", "of another");
        served.supervisor().writes("web", "stderr", "two");
        assertEquals("two", frame().at("text"));
    }

    @Test
    void linesOfSeveralAreFollowedTogether() throws Exception {
        follow("/v1/logs?names=web,db&follow=true");
        Eventually.so(() -> served.supervisor().followers() == 1);
        served.supervisor().writes("db", "stdout", "one");
        served.supervisor().writes("web", "stdout", "two");
        assertEquals("db", frame().at("service"));
        assertEquals("web", frame().at("service"));
        try (Client other = served.client()) {
            assertEquals(404, other.get("/v1/logs?names=web,ghost&follow=true").status());
        }
    }
}

package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.supervisor.api.event.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;

@Timeout(60)
class WebSocketTest extends Talking {
    @Test
    void firstComesEverythingAsItStandsAndThenWhatHappens() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            Client.Answer snapshot = ear.next();
            assertEquals(Set.of("id", "event", "data"), ((Map<?, ?>) snapshot.json()).keySet());
            assertEquals("snapshot", snapshot.at("event"));
            assertEquals(1L, snapshot.at("id"));
            assertEquals("db", snapshot.at("data.services.0.name"));
            happens(WEB, "oops");
            Client.Answer event = ear.next();
            assertEquals(2L, event.at("id"));
            assertEquals("error", event.at("event"));
            assertEquals("oops", event.at("data.data.text"));
        }
    }

    @Test
    void whoComesBackGetsWhatHasHappenedSince() throws Exception {
        happens(WEB, "meanwhile");
        try (Ear ear = ear("/v1/stream?after=1")) {
            assertEquals("meanwhile", ear.next().at("data.data.text"));
        }
        try (Ear ear =
                new Ear(
                        port,
                        "/v1/stream",
                        Map.of("Authorization", "Bearer looker", "Last-Event-ID", "1"))) {
            assertEquals("meanwhile", ear.next().at("data.data.text"));
        }
    }

    @Test
    void whatIsWantedCanBeChanged() throws Exception {
        try (Ear ear = ear("/v1/stream?actor=web")) {
            assertEquals("snapshot", ear.next().at("event"));
            happens(DB, "nobody wants this");
            happens(WEB, "one");
            ear.say("{\"subscribe\":{\"types\":[\"error\"],\"actors\":[\"db\"]}}");
            ear.isHeard();
            happens(WEB, "nobody wants this any more");
            happens(DB, "two");
            supervisor.happens(new Event.PluginChanged("p", "failed", "no"));
            ear.say("{\"subscribe\":{}}");
            ear.isHeard();
            happens(WEB, "three");
            assertEquals("one", ear.next().at("data.data.text"));
            assertEquals("two", ear.next().at("data.data.text"));
            assertEquals("three", ear.next().at("data.data.text"));
            assertTrue(ear.isQuiet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "{\"subscribe\":null}",
                "{\"subscribe\":[]}",
                "{\"subscribe\":{\"types\":[\"weather\"]}}",
                "{\"subscribe\":{\"types\":\"state\"}}",
                "{\"subscribe\":{\"actors\":[1]}}",
                "{\"subscribe\":{\"colours\":[]}}",
                "{\"subscribe\":{},\"more\":1}"
            })
    void aWishThatIsWrongIsAnsweredAndChangesNothing(String wish) throws Exception {
        try (Ear ear = ear("/v1/stream?after=1&actor=web")) {
            ear.say(wish);
            Client.Answer problem = ear.next();
            assertEquals("problem", problem.at("event"));
            assertNull(problem.at("id"));
            assertEquals(400L, problem.at("data.status"));
            happens(DB, "nobody wants this");
            happens(WEB, "still wanted");
            assertEquals("still wanted", ear.next().at("data.data.text"));
        }
    }

    @Test
    void aProgramFollowsItselfOnly() throws Exception {
        var own = Map.of("Authorization", "Bearer token-of-web");
        try (Ear ear = new Ear(port, "/v1/stream", own)) {
            assertEquals(1L, ear.next().at("data.seq"));
            ear.say("{\"subscribe\":{\"actors\":[\"db\"]}}");
            assertEquals(403L, ear.next().at("data.status"));
            ear.say("{\"subscribe\":{\"types\":[\"error\"]}}");
            ear.isHeard();
            happens(DB, "not its own");
            happens(WEB, "its own");
            assertEquals("its own", ear.next().at("data.data.text"));
        }
        assertEquals(403, refused(() -> new Ear(port, "/v1/stream?actor=db", own)));
    }
}

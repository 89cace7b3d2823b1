package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

@Timeout(60)
class OpenApiTest {
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");

    private Served served;
    private Client client;

    @BeforeEach
    void aHouse() throws IOException {
        served = Served.serve();
        served.supervisor()
                .with(FakeService.running("web", "db"))
                .with(FakeService.running("db"))
                .with(
                        FakeService.of(
                                new ServiceKey("process", "dynamic", "job"),
                                Phase.STOPPED,
                                List.of()))
                .with(
                        new PluginSnapshot(
                                "ready-tcp",
                                "1.0.0",
                                null,
                                null,
                                "failed",
                                "no",
                                Map.of("ready strategy", List.of("tcp")),
                                "/plugins/ready-tcp.jar"));
        everyEvent().forEach(served.supervisor()::happens);
        served.supervisor().writes("web", "stdout", "one");
        served.supervisor()
                .with(
                        FakeService.of(
                                new ServiceKey("session", "manifest", "session"),
                                Phase.RUNNING,
                                List.of()));
        served.supervisor()
                .session(
                        "session",
                        "value",
                        new Liveness(Liveness.Status.ONLINE, "there", null),
                        Map.of("token", "t"));
        client = served.client();
    }

    private static List<Event> everyEvent() {
        var reason =
                new Reason(Reason.Code.CRASHED, "killed by KILL", new Exit.Killed(Signal.KILL));
        return List.of(
                new Event.StateChanged(WEB, 1, Phase.RUNNING, Phase.BACKOFF, reason),
                new Event.HealthChanged(WEB, 1, Health.HEALTHY, Health.UNHEALTHY, "500"),
                new Event.LivenessChanged(
                        WEB, 1, Liveness.Status.ONLINE, Liveness.Status.OFFLINE, "gone"),
                new Event.CredentialsRead(WEB, 1, "admin", List.of("token")),
                new Event.ErrorOccurred(WEB, 1, "no"),
                new Event.HookFailed(WEB, 1, "audit", "pre_start", "no"),
                new Event.PluginChanged("ready-tcp", "failed", "no"),
                new Event.SupervisorChanged("running", "runs"),
                new Event.Reloaded(true, List.of("a"), List.of(), List.of(), null));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private String document() throws IOException {
        return client.get("/openapi.json").body();
    }

    @Test
    void theDocumentIsWhatTheSpecificationAsksFor() throws IOException {
        String text = document();
        new Conformity(text).isOpenApi(text);
    }

    @Test
    void whatPluginsTakeIsAPartOfWhatIsSentAlong() throws IOException {
        String before = tag();
        assertEquals(before, tag());
        var port = Map.<String, Object>of("title", "whole number", "type", "integer");
        var tcp = Map.of("type", "object", "properties", Map.of("port", port));
        served.supervisor()
                .schema(
                        Map.of(
                                "$defs",
                                Map.of(
                                        "service",
                                        Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of(
                                                        "command",
                                                        Map.of("type", "string"),
                                                        "tcp",
                                                        tcp),
                                                "additionalProperties",
                                                false))));
        String withService = tag();
        assertNotEquals(before, withService);
        served.supervisor()
                .with(
                        plugin("finds", "discovery provider", "both"),
                        Map.of(
                                "both",
                                Map.of(
                                        "anyOf",
                                        List.of(
                                                Map.of("title", "health check"),
                                                Map.of(
                                                        "title",
                                                        "discovery provider",
                                                        "type",
                                                        "object",
                                                        "properties",
                                                        Map.of("port", port),
                                                        "additionalProperties",
                                                        false)))))
                .with(
                        plugin("discover-process", "discovery provider", "process"),
                        Map.of("process", tcp));
        assertNotEquals(withService, tag());
        String text = document();
        var conformity = new Conformity(text);
        conformity.isOpenApi(text);
        conformity.takes("NewService", "{\"name\":\"a\",\"command\":\"b\",\"tcp\":{\"port\":1}}");
        conformity.takes("ServiceKeys", "{\"command\":\"b\"}");
        conformity.takes("DiscoverRequest", "{\"options\":{\"port\":1}}");
        conformity.takes("DiscoverRequest", "{\"provider\":\"both\",\"options\":{\"port\":1}}");
        for (List<String> wrong :
                List.of(
                        List.of("NewService", "{\"command\":\"b\"}"),
                        List.of("NewService", "{\"name\":\"a\",\"comand\":\"b\"}"),
                        List.of("ServiceKeys", "{\"tcp\":{\"port\":\"many\"}}"),
                        List.of("DiscoverRequest", "{\"options\":{\"port\":\"many\"}}"),
                        List.of(
                                "DiscoverRequest",
                                "{\"provider\":\"both\",\"options\":{\"prot\":1}}"),
                        List.of("DiscoverRequest", "{\"provider\":\"nobody\"}"))) {
            assertThrows(
                    AssertionError.class,
                    () -> conformity.takes(wrong.getFirst(), wrong.getLast()),
                    wrong::toString);
        }
    }

    private String tag() throws IOException {
        return Objects.requireNonNull(client.get("/openapi.json").headers().get("etag"));
    }

    private static PluginSnapshot plugin(String id, String door, String kind) {
        return new PluginSnapshot(
                id, "1.0.0", null, null, "started", null, Map.of(door, List.of(kind)), null);
    }

    @Test
    void aDocumentThatIsNoneWouldBeFound() throws IOException {
        String text = document();
        String wrong = text.replaceFirst("\"in\":\"path\"", "\"in\":\"paths\"");
        assertThrows(AssertionError.class, () -> new Conformity(text).isOpenApi(wrong));
    }

    @Test
    void aFieldThatIsNotDeclaredOrIsMissingWouldBeFound() throws IOException {
        served.supervisor().thread("t-2", "start", Status.ACTIVE, List.of("web"));
        var conformity = new Conformity(document());
        Map<String, String> head = Map.of("content-type", "application/json");
        for (String body : List.of("{\"role\":\"read\",\"more\":1}", "{}", "{\"role\":\"x\"}")) {
            assertThrows(
                    AssertionError.class,
                    () -> conformity.conforms(Route.WHO_AM_I, new Client.Answer(200, head, body)));
        }
    }

    @Test
    void whatTheCatalogNamesIsThere() throws IOException {
        Client.Answer document = client.get("/openapi.json");
        var known =
                new TreeSet<String>(
                        names(
                                (Map<?, ?>)
                                        Objects.requireNonNull(document.at("components.schemas"))));
        known.addAll(
                names((Map<?, ?>) Objects.requireNonNull(document.at("components.parameters"))));
        var wanted = new TreeSet<String>();
        for (Route route : Route.values()) {
            Described described = Catalog.of(route);
            wanted.addAll(described.parameters());
            if (described.body() != null) {
                wanted.add(described.body());
            }
            described
                    .answers()
                    .values()
                    .forEach(types -> types.values().forEach(name -> wanted.add(bare(name))));
        }
        wanted.remove("");
        wanted.removeAll(known);
        assertEquals(new TreeSet<>(), wanted);
    }

    private static List<String> names(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }

    private static String bare(String schema) {
        return schema.startsWith(Described.PAGE)
                ? schema.substring(Described.PAGE.length())
                : schema;
    }

    /// What is asked of a route, each with its answer's number.
    private record Question(String path, String body, int status) {
        private static Question of(String path, int status) {
            return new Question(path, "", status);
        }
    }

    private static List<Question> questions(Route route) {
        return switch (route) {
            case STREAM -> List.of(Question.of("/v1/stream?after=x", 400));
            case SHOW, STATS, DEFINITION, EXPLANATION ->
                    List.of(ask(route, "web", 200), ask(route, "job", 200), ask(route, "no", 404));
            case LOGS, CLEAR_LOGS, REMOVE ->
                    List.of(
                            ask(route, "job", route == Route.LOGS ? 200 : 204),
                            ask(route, "no", 404));
            case START, STOP, RESTART, SUSPEND, RESUME, PAUSE_HEALTH, RESUME_HEALTH ->
                    List.of(
                            ask(route, "web", 200),
                            Question.of(path(route, "web") + "?wait=false", 202),
                            ask(route, "no", 404));
            case SIGNAL ->
                    List.of(
                            new Question(path(route, "web"), "{\"signal\":\"HUP\"}", 200),
                            ask(route, "web", 400));
            case LIVENESS, LOOK, CREDENTIALS ->
                    List.of(
                            ask(route, "session", 200),
                            ask(route, "web", 409),
                            ask(route, "no", 404));
            case HEALTH, WAIT -> List.of(ask(route, "web", 200), ask(route, "no", 404));
            case DEFINE ->
                    List.of(
                            new Question(path(route, "job"), "{\"command\":\"a\"}", 200),
                            new Question(path(route, "new"), "{\"command\":\"a\"}", 201),
                            new Question(path(route, "new"), "{\"name\":\"old\"}", 400));
            case ADD ->
                    List.of(
                            new Question("/v1/services", "{\"name\":\"new\"}", 201),
                            new Question("/v1/services", "{\"name\":\"new\"}", 409),
                            new Question("/v1/services", "{}", 400));
            case ADOPT ->
                    List.of(
                            new Question("/v1/adopt", "{\"pid\":4712,\"name\":\"x\"}", 201),
                            new Question("/v1/adopt", "{\"name\":\"y\"}", 400));
            case START_SEVERAL, STOP_SEVERAL, RESTART_SEVERAL ->
                    List.of(
                            new Question(route.path(), "{\"names\":[\"web\",\"job\"]}", 200),
                            new Question(
                                    route.path() + "?wait=false", "{\"names\":[\"web\"]}", 202),
                            new Question(route.path(), "{}", 400));
            case THREAD, TIMELINE, THREAD_MESSAGES ->
                    List.of(ask(route, "t-1", 200), ask(route, "t-9", 404));
            case KILL_THREAD ->
                    List.of(ask(route, "t-2", 200), ask(route, "t-1", 409), ask(route, "t-9", 404));
            case ACTOR, ACTOR_SCHEMA -> List.of(ask(route, "web", 200), ask(route, "no", 404));
            case REPORT ->
                    List.of(
                            new Question(path(route, "web:one"), "{\"activity\":\"waiting\"}", 200),
                            new Question(path(route, "web"), "{\"queue_depth\":-1}", 400),
                            ask(route, "no", 404));
            case SAY ->
                    List.of(
                            new Question(
                                    route.path(),
                                    """
                                    {"from": "web", "to": "job", "payload_type": "note",
                                     "payload": {"a": [1, null]}}
                                    """,
                                    201),
                            new Question(
                                    route.path(),
                                    "{\"from\":\"web\",\"to\":\"no\",\"payload_type\":\"x\"}",
                                    404),
                            new Question(route.path(), "{}", 400));
            case SHUTDOWN -> List.of(Question.of(route.path(), 202));
            case GRAPH ->
                    List.of(
                            Question.of(route.path(), 200),
                            Question.of(route.path() + "?format=dot", 200),
                            Question.of(route.path() + "?format=gif", 400));
            case PAGE_PART -> List.of(ask(route, "app.js", 200), ask(route, "no", 404));
            case METRICS ->
                    List.of(
                            Question.of(route.path(), 200),
                            Question.of(route.path() + "?format=x", 404));
            case SERVICES, EVENTS, PLUGINS, SAMPLES, THREADS, DISCOVER, ACTORS, MESSAGES ->
                    List.of(
                            Question.of(route.path(), 200),
                            Question.of(route.path() + "?limit=0", 400));
            case PLUGIN, RELOAD_PLUGIN, ENABLE_PLUGIN, DISABLE_PLUGIN ->
                    List.of(ask(route, "ready-tcp", 200));
            case LOGS_OF_SEVERAL,
                    ALIVE,
                    PAGE,
                    READY,
                    OPENAPI,
                    WHO_AM_I,
                    SUPERVISOR,
                    CONFIG,
                    TOTALS,
                    SCHEMA,
                    EXPORT,
                    RELOAD,
                    RELOAD_PLUGINS,
                    UPGRADE ->
                    List.of(Question.of(route.path(), 200));
        };
    }

    private static Question ask(Route route, String name, int status) {
        return Question.of(path(route, name), status);
    }

    private static String path(Route route, String name) {
        return route.path().replaceAll("\\{.*?}", name);
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void everyAnswerIsAsTheDocumentSays(Route route) throws IOException {
        served.supervisor().thread("t-2", "start", Status.ACTIVE, List.of("web"));
        var conformity = new Conformity(document());
        for (Question question : questions(route)) {
            Client.Answer answer =
                    client.ask(
                            route.method(),
                            question.path(),
                            question.body().isEmpty() ? null : question.body());
            assertEquals(question.status(), answer.status(), () -> question + ": " + answer);
            conformity.conforms(route, answer);
            String tag = answer.headers().get("etag");
            boolean named = Catalog.of(route).answers().containsKey(304);
            assertEquals(named && answer.status() == 200, tag != null, route::name);
            if (tag != null) {
                conformity.conforms(route, client.get(question.path(), "If-None-Match: " + tag));
            }
        }
    }

    @Test
    void everyFrameIsAsTheDocumentSays() throws IOException {
        served.supervisor().thread("t-2", "start", Status.ACTIVE, List.of("web"));
        var conformity = new Conformity(document());
        client.send(Client.head("GET", "/v1/stream") + "\r\n");
        client.answerHead();
        conformity.conforms("Snapshot", Objects.requireNonNull(client.frame()));
        everyEvent().forEach(served.supervisor()::happens);
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < everyEvent().size(); i++) {
            Client.Frame frame = Objects.requireNonNull(client.frame());
            conformity.conforms("Event", frame);
            seen.merge(String.valueOf(frame.event()), 1, Integer::sum);
        }
        assertEquals(everyEvent().size(), seen.size());
        try (Client reader = served.client()) {
            reader.send(Client.head("GET", "/v1/services/web/logs?follow=true") + "\r\n");
            reader.answerHead();
            conformity.conforms("LogLine", Objects.requireNonNull(reader.frame()));
        }
    }
}

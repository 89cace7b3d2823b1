package dev.reeve.plugin.trace.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.testkit.EventSubscriberContract;
import dev.reeve.supervisor.testkit.FakePlanContext;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Against a collector that reads what it gets as OpenTelemetry's own does.
@Timeout(60)
class OpenTelemetryTracesTest extends EventSubscriberContract {
    private FakeCollector collector;

    @BeforeEach
    void serve() throws IOException {
        collector = new FakeCollector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Override
    protected EventSubscriber subscriber(Path directory) {
        return to(collector.uri(), Map.of(), Duration.ofSeconds(5));
    }

    @Override
    protected Optional<EventSubscriber> held(Path directory) {
        collector.fallsSilent();
        return Optional.of(subscriber(directory));
    }

    private static EventSubscriber to(URI uri, Map<String, Secret> headers, Duration timeout) {
        return new OpenTelemetryTraces()
                .create(
                        new OpenTelemetryTraces.Options(uri, headers, Optional.empty(), timeout),
                        new FakePlanContext("shop", Path.of("/")));
    }

    private Span span(String name) {
        return collector.spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String attribute(List<KeyValue> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no attribute " + name))
                .getValue()
                .getStringValue();
    }

    @Test
    void anOperationComesAsOneTraceThatItsProgramsCanJoin() throws Exception {
        try (EventSubscriber subscriber = to(collector.uri(), Map.of(), Duration.ofSeconds(5))) {
            subscriber.accept(story(1));
        }
        Trace trace = Trace.of("t-1");
        Span root = span("start web");
        assertEquals(
                trace.traceparent(),
                "00-" + hex(root.getTraceId()) + "-" + hex(root.getSpanId()) + "-01");
        assertTrue(root.getParentSpanId().isEmpty());
        assertEquals(Status.StatusCode.STATUS_CODE_UNSET, root.getStatus().getCode());
        assertEquals("t-1", attribute(root.getAttributesList(), "reeve.thread"));
        assertEquals("hello", root.getEvents(0).getName());
        assertEquals("db", attribute(root.getEvents(0).getAttributesList(), "reeve.to"));
        Span phase = span("web starting");
        assertEquals(hex(root.getTraceId()), hex(phase.getTraceId()));
        assertEquals(hex(root.getSpanId()), hex(phase.getParentSpanId()));
        assertEquals(Status.StatusCode.STATUS_CODE_ERROR, phase.getStatus().getCode());
        assertEquals("crashed", phase.getStatus().getMessage());
        assertTrue(root.getStartTimeUnixNano() <= phase.getStartTimeUnixNano());
        assertTrue(phase.getEndTimeUnixNano() <= root.getEndTimeUnixNano());
        assertEquals(4, collector.spans().size());
        assertEquals(
                "shop",
                attribute(
                        collector.resources().getFirst().getResource().getAttributesList(),
                        "service.name"));
        assertEquals(
                "dev.reeve.supervisor",
                collector.resources().getFirst().getScopeSpans(0).getScope().getName());
    }

    @Test
    void whatHasNotEndedIsSentAtTheEnd() throws Exception {
        EventSubscriber subscriber = subscriber(Path.of("/"));
        List<RecordedEvent> story = story(1);
        subscriber.accept(story.subList(0, 5));
        assertEquals(List.of(), collector.spans());
        subscriber.close();
        assertEquals(
                "the supervisor ended before it did",
                attribute(span("start web").getAttributesList(), "reeve.incomplete"));
    }

    @Test
    void headersAreReadAnewForEachRequest() throws Exception {
        Path token = Files.writeString(Files.createTempFile("token", ""), "Bearer one\n");
        Map<String, Secret> headers = Map.of("Authorization", new Secret.InFile(token));
        try (EventSubscriber subscriber = to(collector.uri(), headers, Duration.ofSeconds(5))) {
            subscriber.accept(story(1));
            Files.writeString(token, "Bearer two\n");
            subscriber.accept(story(101));
            Files.delete(token);
            var failure = assertThrows(IOException.class, () -> subscriber.accept(story(201)));
            assertTrue(failure.getMessage().contains("there is no file"), failure::getMessage);
        }
        assertEquals(
                List.of(
                        "POST /v1/traces application/x-protobuf Bearer one",
                        "POST /v1/traces application/x-protobuf Bearer two"),
                collector.heads());
    }

    @Test
    void aCollectorThatIsTooBusyIsAskedAgain() throws Exception {
        collector.answers(503, 503);
        try (EventSubscriber subscriber = to(collector.uri(), Map.of(), Duration.ofSeconds(5))) {
            subscriber.accept(story(1));
        }
        assertEquals(3, collector.heads().size());
        assertEquals(4, collector.spans().size());
    }

    @Test
    void whatIsRefusedIsDroppedAndSaidToBe() throws Exception {
        collector.answers(403);
        try (EventSubscriber subscriber = to(collector.uri(), Map.of(), Duration.ofSeconds(5))) {
            var failure = assertThrows(IOException.class, () -> subscriber.accept(story(1)));
            String text = failure.getMessage();
            assertTrue(text.startsWith("cannot send 4 spans to http://127.0.0.1:"), text);
            assertTrue(text.endsWith("/v1/traces: it answers 403"), text);
            subscriber.accept(story(101));
        }
        assertEquals(4, collector.spans().size());
    }

    @Test
    void oneThatIsAwayIsToldOfSoon() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port);
        try (EventSubscriber subscriber = to(nobody, Map.of(), Duration.ofSeconds(5))) {
            long before = System.nanoTime();
            var failure = assertThrows(IOException.class, () -> subscriber.accept(story(1)));
            var took = Duration.ofNanos(System.nanoTime() - before);
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString);
            String text = failure.getMessage();
            assertEquals(
                    "cannot send 4 spans to " + nobody + "/v1/traces: it takes no connections",
                    text);
        }
    }

    @Test
    void oneThatDoesNotAnswerIsGivenUpWhenTheTimeIsUp() throws Exception {
        collector.fallsSilent();
        EventSubscriber subscriber = to(collector.uri(), Map.of(), Duration.ofMillis(300));
        long before = System.nanoTime();
        assertThrows(IOException.class, () -> subscriber.accept(story(1)));
        subscriber.close();
        var took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
    }

    @Test
    void anEndpointMustBeAnUrlOfHttp() {
        for (String bad :
                List.of("localhost:4318", "ftp://a", "http:///x", "http://u:p@a", "http://a?b")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> to(URI.create(bad), Map.of(), Duration.ofSeconds(1)),
                    bad);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> to(URI.create("http://a"), Map.of(), Duration.ZERO));
        Map<String, Secret> header = Map.of("a b", new Secret.Text("c"));
        assertThrows(
                IllegalArgumentException.class,
                () -> to(URI.create("http://a"), header, Duration.ofSeconds(1)));
    }

    @Test
    void thePathMayBeWrittenOrLeftOut() throws Exception {
        URI whole = URI.create(collector.uri() + "/v1/traces");
        try (EventSubscriber subscriber = to(whole, Map.of(), Duration.ofSeconds(5))) {
            subscriber.accept(story(1));
        }
        URI below = URI.create(collector.uri() + "/otlp/");
        try (EventSubscriber subscriber = to(below, Map.of(), Duration.ofSeconds(5))) {
            subscriber.accept(story(1));
        }
        assertEquals(
                List.of("/v1/traces", "/otlp/v1/traces"),
                collector.heads().stream().map(head -> head.split(" ")[1]).toList());
    }
}

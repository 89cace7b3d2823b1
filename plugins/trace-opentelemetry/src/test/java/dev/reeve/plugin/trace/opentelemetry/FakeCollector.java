package dev.reeve.plugin.trace.opentelemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A collector that reads what it gets by OpenTelemetry's own messages.
final class FakeCollector implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private volatile boolean silent;

    FakeCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            heads.add(
                    "%s %s %s %s"
                            .formatted(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI(),
                                    headers.getFirst("Content-Type"),
                                    headers.getFirst("Authorization")));
            if (silent) {
                silence.await();
            }
            Integer answer = answers.poll();
            int status = answer == null ? 200 : answer;
            if (status == 200) {
                requests.add(ExportTraceServiceRequest.parseFrom(body));
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The next requests get these statuses, and those after them 200.
    void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /// It takes requests and answers none of them any more.
    void fallsSilent() {
        silent = true;
    }

    /// Method, path, type and authorization of each request.
    List<String> heads() {
        return List.copyOf(heads);
    }

    /// All that it was sent, by whose it is.
    List<ResourceSpans> resources() {
        return requests.stream().flatMap(one -> one.getResourceSpansList().stream()).toList();
    }

    List<Span> spans() {
        return resources().stream()
                .map(ResourceSpans::getScopeSpansList)
                .flatMap(List::stream)
                .map(ScopeSpans::getSpansList)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.close();
    }
}

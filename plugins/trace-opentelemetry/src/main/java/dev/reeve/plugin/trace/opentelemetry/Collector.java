package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.spi.Secret;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where spans are sent, by OTLP over HTTP. Used by one thread at a time; connects when there is
/// something to send.
final class Collector {
    private static final String PATH = "/v1/traces";
    private static final Duration TO_CLOSE = Duration.ofSeconds(1);

    /// The exporter writes each failure to the log of the JDK; it is told by us, once.
    private static final Logger OF_THE_EXPORTER = Logger.getLogger("io.opentelemetry.exporter");

    private final String target;
    private final Map<String, Secret> headers;
    private final Resource resource;
    private final Duration timeout;
    private volatile Map<String, String> revealed = Map.of();
    private @Nullable OtlpHttpSpanExporter exporter;

    /// @param timeout for one request, with its retries
    Collector(URI endpoint, Map<String, Secret> headers, String service, Duration timeout) {
        String given = endpoint.toString().replaceFirst("/+$", "");
        target = given.endsWith(PATH) ? given : given + PATH;
        this.headers = headers;
        this.timeout = timeout;
        resource =
                Resource.getDefault()
                        .merge(
                                Resource.create(
                                        Attributes.of(
                                                AttributeKey.stringKey("service.name"), service)));
    }

    /// Sends spans, and waits until they are there.
    ///
    /// @throws IOException where they could not be sent, also not a second and a third time
    void send(List<Ended> spans) throws IOException, InterruptedException {
        if (spans.isEmpty()) {
            return;
        }
        // Read each time: tokens are renewed.
        var now = new HashMap<String, String>();
        for (Map.Entry<String, Secret> header : headers.entrySet()) {
            now.put(header.getKey(), header.getValue().reveal());
        }
        revealed = now;
        CompletableResultCode sent =
                exporter()
                        .export(
                                spans.stream()
                                        .map(span -> new Exported(span, resource))
                                        .map(SpanData.class::cast)
                                        .toList());
        sent.join(timeout.plus(TO_CLOSE).toMillis(), TimeUnit.MILLISECONDS);
        if (!sent.isDone() && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!sent.isSuccess()) {
            Throwable failure = sent.getFailureThrowable();
            throw new IOException(
                    "cannot send %d spans to %s: %s".formatted(spans.size(), target, why(failure)),
                    failure);
        }
    }

    void close() {
        if (exporter != null) {
            exporter.shutdown().join(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            exporter = null;
        }
    }

    private OtlpHttpSpanExporter exporter() {
        OtlpHttpSpanExporter made = exporter;
        if (made == null) {
            OF_THE_EXPORTER.setLevel(Level.OFF);
            made =
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(target)
                            .setTimeout(timeout)
                            .setConnectTimeout(timeout)
                            .setHeaders(() -> revealed)
                            .setRetryPolicy(
                                    RetryPolicy.builder()
                                            .setMaxAttempts(3)
                                            .setInitialBackoff(Duration.ofMillis(100))
                                            .setMaxBackoff(Duration.ofMillis(500))
                                            .build())
                            .setMeterProvider(MeterProvider.noop())
                            .build();
            exporter = made;
        }
        return made;
    }

    /// What the collector has answered, or what has kept it from that.
    private static String why(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer in time";
        }
        if (failure instanceof HttpExportException failed && failed.failedWithResponse()) {
            HttpResponse response = failed.getResponse();
            return response == null ? "no answer" : "it answers " + response.getStatusCode();
        }
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The exporter's own only repeats what its cause is called.
            if (cause.getMessage() != null && !(cause instanceof HttpExportException)) {
                return cause.getMessage();
            }
            if (cause instanceof ConnectException) {
                // The JDK leaves out why it cannot connect.
                return "it takes no connections";
            }
            last = cause;
        }
        return last.getClass().getSimpleName();
    }
}

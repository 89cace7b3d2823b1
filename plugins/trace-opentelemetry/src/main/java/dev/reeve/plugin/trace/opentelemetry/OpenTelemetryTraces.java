package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.EventSubscriberPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `subscribers: [{opentelemetry: {endpoint: …}}]`: sends operations as traces to a collector of
/// OpenTelemetry, or to whatever takes OTLP over HTTP.
@Kind(value = "opentelemetry", about = "sends operations as traces to OpenTelemetry")
public final class OpenTelemetryTraces
        implements EventSubscriberPlugin<OpenTelemetryTraces.Options> {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// For the catalogue of plugins.
    public OpenTelemetryTraces() {}

    /// What can be written.
    ///
    /// @param endpoint without the path `/v1/traces`, or with it
    public record Options(
            @Option(about = "the collector", fallback = "http://127.0.0.1:4318") URI endpoint,
            @Option(about = "sent with every request", fallback = "{}") Map<String, Secret> headers,
            @Option(about = "`service.name` of the spans; by default the supervisor's name")
                    Optional<String> serviceName,
            @Option(about = "how long one request may take, with its retries", fallback = "3s")
                    Duration timeout) {
        public Options {
            headers = Map.copyOf(headers);
            String scheme = String.valueOf(endpoint.getScheme());
            boolean http = scheme.equals("http") || scheme.equals("https");
            if (!http || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "`endpoint` must be http://HOST:PORT or https://HOST, without a user");
            }
            if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
                throw new IllegalArgumentException("`endpoint` must end with its path");
            }
            for (String header : headers.keySet()) {
                if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                    throw new IllegalArgumentException(
                            "`headers` cannot hold `" + header + "`: that is no name of a header");
                }
            }
            if (serviceName.isPresent() && serviceName.get().isBlank()) {
                throw new IllegalArgumentException("`service_name` must not be empty");
            }
            if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("`timeout` must be at most 20 s, and not 0");
            }
        }
    }

    @Override
    public EventSubscriber create(Options options, PlanContext context) {
        String supervisor = context.service().isBlank() ? "reeve" : context.service();
        return new Tracing(
                new Operations(),
                new Collector(
                        options.endpoint(),
                        options.headers(),
                        options.serviceName().orElse(supervisor),
                        options.timeout()));
    }
}

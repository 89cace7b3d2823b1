package dev.reeve.plugin.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Metric.Sample;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.PlanContext;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class PrometheusMetricsTest {
    private static final List<Metric> METRICS =
            List.of(
                    new Metric(
                            "reeve_service_memory_bytes",
                            Metric.Type.GAUGE,
                            "bytes",
                            "Resident memory.",
                            List.of(
                                    new Sample(Map.of("service", "a \"b\"\n\\"), 1024),
                                    new Sample(Map.of("service", "c"), 0))),
                    new Metric(
                            "reeve_service_restarts",
                            Metric.Type.COUNTER,
                            null,
                            "Restarts.",
                            List.of(new Sample(Map.of("service", "a"), 3))),
                    new Metric(
                            "reeve_check_duration_seconds",
                            Metric.Type.SUMMARY,
                            "seconds",
                            "Checks.",
                            List.of(new Sample(Map.of(), 1.5, 4))));

    @Test
    void openMetricsHasTypesUnitsAndAnEnd() {
        Exposition written = exporter().write(METRICS);
        assertEquals(
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                written.contentType());
        assertEquals(
                """
                # TYPE reeve_check_duration_seconds summary
                # UNIT reeve_check_duration_seconds seconds
                # HELP reeve_check_duration_seconds Checks.
                reeve_check_duration_seconds_count 4
                reeve_check_duration_seconds_sum 1.5
                # TYPE reeve_service_memory_bytes gauge
                # UNIT reeve_service_memory_bytes bytes
                # HELP reeve_service_memory_bytes Resident memory.
                reeve_service_memory_bytes{service="a \\"b\\"\\n\\\\"} 1024.0
                reeve_service_memory_bytes{service="c"} 0.0
                # TYPE reeve_service_restarts counter
                # HELP reeve_service_restarts Restarts.
                reeve_service_restarts_total{service="a"} 3.0
                # EOF
                """,
                written.text());
    }

    @Test
    void theOlderFormatIsThereForOlderReaders() {
        Exposition written =
                new PrometheusText()
                        .create(new PrometheusText.Options(), new Context())
                        .write(METRICS);
        assertEquals("text/plain; version=0.0.4; charset=utf-8", written.contentType());
        assertEquals(
                List.of("reeve_service_restarts_total{service=\"a\"} 3.0"),
                written.text()
                        .lines()
                        .filter(line -> line.startsWith("reeve_service_restarts"))
                        .toList());
    }

    private static MetricsExporter exporter() {
        return new PrometheusMetrics().create(new PrometheusMetrics.Options(), new Context());
    }

    private record Context() implements PlanContext {
        @Override
        public String service() {
            return "test";
        }

        @Override
        public Path baseDirectory() {
            return Path.of("/");
        }

        @Override
        public Path stateDirectory() {
            return Path.of("/state");
        }
    }
}

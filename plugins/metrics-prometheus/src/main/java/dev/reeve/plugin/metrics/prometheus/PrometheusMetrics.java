package dev.reeve.plugin.metrics.prometheus;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.MetricsExporterPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// OpenMetrics text, which Prometheus and whoever speaks its language reads.
@Kind(value = "prometheus", about = "OpenMetrics text")
public final class PrometheusMetrics implements MetricsExporterPlugin<PrometheusMetrics.Options> {
    /// It has none.
    public record Options() {}

    @Override
    public MetricsExporter create(Options options, PlanContext context) {
        return PrometheusMetrics::written;
    }

    private static Exposition written(List<Metric> metrics) {
        var writer =
                OpenMetricsTextFormatWriter.builder()
                        .setCreatedTimestampsEnabled(false)
                        .setExemplarsOnAllMetricTypesEnabled(false)
                        .build();
        var text = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(text, Families.of(metrics));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Exposition(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }
}

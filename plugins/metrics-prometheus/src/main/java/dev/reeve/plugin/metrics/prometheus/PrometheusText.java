package dev.reeve.plugin.metrics.prometheus;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.MetricsExporterPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The older text format, for those who read no OpenMetrics: `promtool check metrics` is one.
@Kind(value = "prometheus-text", about = "the older Prometheus text format")
public final class PrometheusText implements MetricsExporterPlugin<PrometheusText.Options> {
    /// It has none.
    public record Options() {}

    @Override
    public MetricsExporter create(Options options, PlanContext context) {
        return PrometheusText::written;
    }

    private static Exposition written(List<Metric> metrics) {
        var writer = PrometheusTextFormatWriter.builder().build();
        var text = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(text, Families.of(metrics));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Exposition(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }
}

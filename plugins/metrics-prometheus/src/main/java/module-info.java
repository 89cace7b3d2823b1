import org.jspecify.annotations.NullMarked;

/// Writes metrics as Prometheus reads them.
@NullMarked
@SuppressWarnings("requires-automatic") // the writer is Prometheus' own; it has no descriptors yet
module dev.reeve.plugin.metrics.prometheus {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;

    provides dev.reeve.supervisor.api.spi.MetricsExporterPlugin with
            dev.reeve.plugin.metrics.prometheus.PrometheusMetrics,
            dev.reeve.plugin.metrics.prometheus.PrometheusText;
}

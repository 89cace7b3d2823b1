package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes metrics exporters. Every one that is installed is there under its name, with the fallbacks
/// of its options: `GET /metrics` is written by `prometheus`, `GET /metrics?format=KIND` by the one
/// of that name.
///
/// @param <O> the record of its options
@Spi
public interface MetricsExporterPlugin<O extends Record> {
    /// Makes an exporter. Called once, when it is first asked for.
    MetricsExporter create(O options, PlanContext context);
}

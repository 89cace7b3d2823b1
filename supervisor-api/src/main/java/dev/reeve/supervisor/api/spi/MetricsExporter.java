package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.promise.Spi;

import java.util.List;

/// Writes the figures of a supervisor and its services in a form that others read.
@FunctionalInterface
@Spi
public interface MetricsExporter {
    /// Writes the figures of one moment. Runs on a virtual thread, for one asker at a time or
    /// several at once; must not block.
    Exposition write(List<Metric> metrics);
}

package dev.reeve.plugin.metrics.prometheus;

import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Metric.Sample;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;

import java.util.List;
import java.util.Map;

/// The figures in the words of Prometheus' own library.
final class Families {
    private Families() {}

    static MetricSnapshots of(List<Metric> metrics) {
        var all = MetricSnapshots.builder();
        metrics.forEach(metric -> all.metricSnapshot(of(metric)));
        return all.build();
    }

    private static MetricSnapshot of(Metric metric) {
        String unit = metric.unit();
        var metadata =
                unit == null
                        ? new MetricMetadata(metric.name(), metric.help())
                        : new MetricMetadata(metric.name(), metric.help(), new Unit(unit));
        List<Sample> samples = metric.samples();
        return switch (metric.type()) {
            case GAUGE ->
                    new GaugeSnapshot(metadata, samples.stream().map(Families::gauge).toList());
            case COUNTER ->
                    new CounterSnapshot(metadata, samples.stream().map(Families::counter).toList());
            case SUMMARY ->
                    new SummarySnapshot(metadata, samples.stream().map(Families::summary).toList());
        };
    }

    private static GaugeDataPointSnapshot gauge(Sample sample) {
        return new GaugeDataPointSnapshot(sample.value(), labels(sample.labels()), null);
    }

    private static CounterDataPointSnapshot counter(Sample sample) {
        return new CounterDataPointSnapshot(sample.value(), labels(sample.labels()), null, 0);
    }

    private static SummaryDataPointSnapshot summary(Sample sample) {
        return new SummaryDataPointSnapshot(
                sample.count(), sample.value(), Quantiles.EMPTY, labels(sample.labels()), null, 0);
    }

    private static Labels labels(Map<String, String> labels) {
        return Labels.of(
                labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
    }
}

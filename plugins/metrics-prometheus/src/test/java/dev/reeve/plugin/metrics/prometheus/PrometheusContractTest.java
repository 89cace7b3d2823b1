package dev.reeve.plugin.metrics.prometheus;

import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.MetricsExporterContract;

import org.junit.jupiter.api.Nested;

import java.nio.file.Path;
import java.util.stream.Collectors;

class PrometheusContractTest {
    private static final FakePlanContext CONTEXT = new FakePlanContext("house", Path.of("/"));

    @Nested
    class OpenMetrics extends Contract {
        @Override
        protected MetricsExporter exporter() {
            return new PrometheusMetrics().create(new PrometheusMetrics.Options(), CONTEXT);
        }
    }

    @Nested
    class TheOlderText extends Contract {
        @Override
        protected MetricsExporter exporter() {
            return new PrometheusText().create(new PrometheusText.Options(), CONTEXT);
        }
    }

    abstract static class Contract extends MetricsExporterContract {
        @Override
        protected boolean tells(String written, Metric metric, Metric.Sample sample) {
            String labels =
                    sample.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                            .collect(Collectors.joining(","));
            String suffix =
                    switch (metric.type()) {
                        case GAUGE -> "";
                        case COUNTER -> "_total";
                        case SUMMARY -> "_sum";
                    };
            String series =
                    metric.name() + suffix + (labels.isEmpty() ? "" : "{" + labels + "}") + " ";
            return written.lines()
                    .filter(line -> line.startsWith(series))
                    .anyMatch(
                            line ->
                                    Double.parseDouble(line.substring(series.length()))
                                            == sample.value());
        }
    }
}

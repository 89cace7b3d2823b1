package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Metric.Sample;
import dev.reeve.supervisor.api.spi.MetricsExporter;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// What every metrics exporter promises. Extend it, and supply yours.
public abstract class MetricsExporterContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int ASKERS = 8;

    /// For those who extend it.
    protected MetricsExporterContract() {}

    /// An exporter.
    protected abstract MetricsExporter exporter();

    /// Whether what was written tells this figure.
    protected abstract boolean tells(String written, Metric metric, Sample sample);

    /// Figures of every type, with and without units and labels.
    protected static List<Metric> figures() {
        return List.of(
                new Metric(
                        "reeve_service_memory_bytes",
                        Metric.Type.GAUGE,
                        "bytes",
                        "Resident memory.",
                        List.of(
                                new Sample(Map.of("service", "web"), 4096),
                                new Sample(Map.of("service", "db"), 0))),
                new Metric(
                        "reeve_service_restarts",
                        Metric.Type.COUNTER,
                        null,
                        "Restarts.",
                        List.of(new Sample(Map.of("service", "web"), 3))),
                new Metric(
                        "reeve_check_duration_seconds",
                        Metric.Type.SUMMARY,
                        "seconds",
                        "Checks.",
                        List.of(new Sample(Map.of(), 1.5, 4))));
    }

    @Test
    void tellsEveryFigureAndWhatItIsWrittenIn() {
        Exposition written = exporter().write(figures());
        Assertions.assertTrue(written.contentType().contains("/"), "it has no media type");
        for (Metric metric : figures()) {
            for (Sample sample : metric.samples()) {
                Assertions.assertTrue(
                        tells(written.text(), metric, sample),
                        () -> metric.name() + " " + sample + " is not in " + written.text());
            }
        }
    }

    @Test
    void tellsNoFigureThatIsNotThere() {
        Exposition written = exporter().write(List.of());
        for (Metric metric : figures()) {
            for (Sample sample : metric.samples()) {
                Assertions.assertFalse(tells(written.text(), metric, sample), metric::name);
            }
        }
    }

    @Test
    void keepsNothingOfTheFiguresBefore() {
        MetricsExporter exporter = exporter();
        String first = exporter.write(figures()).text();
        exporter.write(List.of());
        Assertions.assertEquals(first, exporter.write(figures()).text());
    }

    /// Names of services are not the only thing that people may write what they like into.
    @Test
    void takesLabelsAndValuesOfAnyKind() {
        List<Sample> strange = new ArrayList<>();
        for (String label : List.of("", "a \"b\"\n\\", "grüße", "a,b={}", "\u0000\ud800")) {
            strange.add(new Sample(Map.of("service", label), 1));
        }
        for (double value :
                List.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MAX_VALUE,
                        -1.0)) {
            strange.add(new Sample(Map.of("service", "web", "value", "" + value), value));
        }
        var metric =
                new Metric("reeve_strange", Metric.Type.GAUGE, null, "Strange.\n\"\\", strange);
        String written = exporter().write(List.of(metric)).text();
        Assertions.assertFalse(written.isBlank());
    }

    @Test
    void severalMayAskAtOnceAndAreNotHeldUp() {
        MetricsExporter exporter = exporter();
        String expected = exporter.write(figures()).text();
        List<String> written = new CopyOnWriteArrayList<>();
        List<Task> askers = new ArrayList<>();
        for (int asker = 0; asker < ASKERS; asker++) {
            askers.add(Task.start("ask", () -> written.add(exporter.write(figures()).text())));
        }
        askers.forEach(asker -> asker.assertDoneWithin(LONG));
        Assertions.assertEquals(ASKERS, written.size());
        written.forEach(text -> Assertions.assertEquals(expected, text));
    }

    @Test
    void noThreadIsLeftAfterwards() {
        Threads before = Threads.now();
        exporter().write(figures());
        before.assertNobodyElseAfter(SOON);
    }
}

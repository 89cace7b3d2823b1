package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Metric.Sample;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures as they are put together, family by family, in the order in which each first comes.
final class Measured {
    /// A family before its samples are complete.
    private record Family(
            Metric.Type type, @Nullable String unit, String help, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    /// One of this family.
    void gauge(String name, String help, Map<String, String> labels, double value) {
        add(name, Metric.Type.GAUGE, help, new Sample(labels, value));
    }

    /// One of this family.
    void counter(String name, String help, Map<String, String> labels, double value) {
        add(name, Metric.Type.COUNTER, help, new Sample(labels, value));
    }

    /// The same, of a number of things.
    void gauge(String name, String help, Map<String, String> labels, long value) {
        gauge(name, help, labels, (double) value);
    }

    /// The same, of a number of things.
    void counter(String name, String help, Map<String, String> labels, long value) {
        counter(name, help, labels, (double) value);
    }

    /// One of this family.
    void summary(String name, String help, Map<String, String> labels, double sum, long count) {
        add(name, Metric.Type.SUMMARY, help, new Sample(labels, sum, count));
    }

    List<Metric> all() {
        List<Metric> all = new ArrayList<>();
        families.forEach(
                (name, family) ->
                        all.add(
                                new Metric(
                                        name,
                                        family.type(),
                                        family.unit(),
                                        family.help(),
                                        family.samples())));
        return all;
    }

    private void add(String name, Metric.Type type, String help, Sample sample) {
        families.computeIfAbsent(name, _ -> new Family(type, unit(name), help, new ArrayList<>()))
                .samples()
                .add(sample);
    }

    private static @Nullable String unit(String name) {
        return name.endsWith("_seconds") ? "seconds" : name.endsWith("_bytes") ? "bytes" : null;
    }
}

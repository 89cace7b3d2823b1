package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A family of figures that mean the same, each for one thing.
///
/// @param name in OpenMetrics' words, without the suffix of its type: `reeve_service_restarts`
/// @param type how its values behave
/// @param unit what its values are counted in: `seconds`, `bytes`, `ratio`; null for things. The
///     name ends in it
/// @param help one line for people
/// @param samples the figures; no two with the same labels
@Api
public record Metric(
        String name, Type type, @Nullable String unit, String help, List<Sample> samples) {
    public Metric {
        samples = List.copyOf(samples);
    }

    /// How values behave.
    public enum Type {
        /// Goes up and down.
        GAUGE,
        /// Only goes up, from 0 at the start of what it counts.
        COUNTER,
        /// How much there was in all, and how often.
        SUMMARY
    }

    /// One figure.
    ///
    /// @param labels what it is about, by name, in this order
    /// @param value the value; of a summary, the sum
    /// @param count of a summary, how many were added up; otherwise 0
    public record Sample(Map<String, String> labels, double value, long count) {
        public Sample(Map<String, String> labels, double value) {
            this(labels, value, 0);
        }
    }
}

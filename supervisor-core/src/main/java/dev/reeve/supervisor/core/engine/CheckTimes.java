package dev.reeve.supervisor.core.engine;

/// How long the looks at a service's health took, all together, since this supervisor began.
///
/// @param count how many
/// @param failed how many of them have found it unhealthy
/// @param seconds the sum
public record CheckTimes(long count, long failed, double seconds) {
    static CheckTimes one(double seconds, boolean failed) {
        return new CheckTimes(1, failed ? 1 : 0, seconds);
    }

    CheckTimes plus(CheckTimes other) {
        return new CheckTimes(count + other.count, failed + other.failed, seconds + other.seconds);
    }
}

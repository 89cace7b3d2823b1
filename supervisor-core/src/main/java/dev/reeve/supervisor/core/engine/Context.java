package dev.reeve.supervisor.core.engine;

import java.time.Instant;

/// What a step is given of the world: nothing is asked for in passing.
///
/// @param now the wall clock, for stamps
/// @param nanos the monotonic clock, for ages
/// @param chance a number from 0 (inclusive) to 1 (exclusive), for jitter
/// @param gate whether the service may start at this moment
record Context(Instant now, long nanos, double chance, Gate gate) {}

package dev.reeve.supervisor.core.engine;

import java.time.Instant;

/// The moment of an input.
record Moment(Instant now, long nanos, double chance) {}

package dev.reeve.supervisor.core.engine;

import java.util.List;

/// What readers see: every service as it stood after one event.
///
/// @param seq the number of the last event that it reflects
/// @param lives in the order of the plan
public record Published(long seq, List<Life> lives) {}

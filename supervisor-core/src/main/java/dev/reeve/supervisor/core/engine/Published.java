package dev.reeve.supervisor.core.engine;

import java.util.List;

/// What readers see: every service as it stood after one event.
///
/// @param seq the number of the last event that it reflects
/// @param status how the supervisor itself is: `starting`, `running`, `stopping` or `stopped`
/// @param lives in the order of the plan
public record Published(long seq, String status, List<Life> lives) {}

package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

/// A message that came to a run's socket.
///
/// @param text what it says, as UTF-8
/// @param pid the sender as the kernel names it
/// @param user the number of the sender's user, as the kernel names it
/// @param member whether the sender was a living process of the run when the message arrived; one
///     that has sent and ended at once can no longer be looked at, and then it is not
@Api
public record Message(String text, long pid, long user, boolean member) {}

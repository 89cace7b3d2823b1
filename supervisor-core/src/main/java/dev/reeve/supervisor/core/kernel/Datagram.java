package dev.reeve.supervisor.core.kernel;

/// A message that came to a socket.
///
/// @param text what it says, as UTF-8
/// @param pid the sender, as the kernel names it (SCM_CREDENTIALS)
/// @param user the number of its user, as the kernel names it
public record Datagram(String text, long pid, long user) {}

package dev.reeve.supervisor.core.kernel;

/// A message that came to a socket.
///
/// @param bytes what it says
/// @param pid the sender, as the kernel names it (SCM_CREDENTIALS)
/// @param user the number of its user, as the kernel names it
public record Datagram(byte[] bytes, long pid, long user) {}

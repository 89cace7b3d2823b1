package dev.reeve.plugin.control.xmlrpc.wire;

import java.time.Duration;

/// What one client may take.
///
/// @param headBytes the head of a request, at most
/// @param bodyBytes the body of a request, at most
/// @param request from the first byte of a request to its last, and before the first request
/// @param idle between two requests; long, because people leave `supervisorctl` open
/// @param write how long the client may take nothing of an answer
/// @param follow how long a follower may take nothing of what it follows
/// @param connections at one time, at most
public record Limits(
        int headBytes,
        int bodyBytes,
        Duration request,
        Duration idle,
        Duration write,
        Duration follow,
        int connections) {
    public static final Limits DEFAULT =
            new Limits(
                    16 * 1024,
                    256 * 1024,
                    Duration.ofSeconds(10),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    128);
}

package dev.reeve.plugin.control.http.wire;

import java.time.Duration;

/// What one client may take.
///
/// @param headBytes the head of a request, at most
/// @param headLines its lines, at most
/// @param bodyBytes the body of a request, at most
/// @param request from the first byte of a request to its last, at most
/// @param idle between two requests, at most
/// @param write how long the client may take nothing of an answer
/// @param follow how long a follower may take nothing of what it follows; long, because people page
///     through output
/// @param beat how often a follower to whom nothing happens is sent a comment
/// @param connections at one time, at most
public record Limits(
        int headBytes,
        int headLines,
        int bodyBytes,
        Duration request,
        Duration idle,
        Duration write,
        Duration follow,
        Duration beat,
        int connections) {
    public static final Limits DEFAULT =
            new Limits(
                    16 * 1024,
                    64,
                    64 * 1024,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(15),
                    2_000);

    /// These, but for so many connections.
    public Limits with(int atOneTime) {
        return new Limits(
                headBytes, headLines, bodyBytes, request, idle, write, follow, beat, atOneTime);
    }
}

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
/// @param silence how long one who follows by a WebSocket may say nothing, not even that it is
///     still there
/// @param connections at one time, at most
/// @param followers at one time, at most
/// @param followersFromOne at one time from one address, at most
public record Limits(
        int headBytes,
        int headLines,
        int bodyBytes,
        Duration request,
        Duration idle,
        Duration write,
        Duration follow,
        Duration beat,
        Duration silence,
        int connections,
        int followers,
        int followersFromOne) {
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
                    Duration.ofMinutes(5),
                    2_000,
                    1_000,
                    100);

    /// These, but for so many connections.
    public Limits connections(int atOneTime) {
        return with(atOneTime, followers, followersFromOne, silence);
    }

    /// These, but for so many followers, who may be silent for so long.
    ///
    /// @throws IllegalArgumentException if nobody could say anything in that time; the text is for
    ///     the user
    public Limits followers(int atOneTime, int fromOne, Duration silent) {
        if (silent.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("`follower_silence` must be at least 1s");
        }
        return with(connections, atOneTime, fromOne, silent);
    }

    private Limits with(int clients, int following, int fromOne, Duration silent) {
        return new Limits(
                headBytes, headLines, bodyBytes, request, idle, write, follow, beat, silent,
                clients, following, fromOne);
    }
}

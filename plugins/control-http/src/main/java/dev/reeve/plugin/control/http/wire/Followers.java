package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Refusal;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// How many follow at present, and from where. Used by any thread.
final class Followers {
    private static final String SOON = "5";

    private final int most;
    private final int mostFromOne;
    private final Map<InetAddress, Integer> from = new HashMap<>();
    private int all;

    /// @param most at one time
    /// @param mostFromOne at one time from one address
    Followers(int most, int mostFromOne) {
        this.most = most;
        this.mostFromOne = mostFromOne;
    }

    /// One more.
    ///
    /// @param address where it is, or null where everyone is on this machine
    /// @throws Refusal if there are as many as there may be
    synchronized void enter(@Nullable InetAddress address) throws Refusal {
        if (all >= most) {
            throw Refusal.of(503, "there are as many followers as there may be, " + most)
                    .with("Retry-After", SOON);
        }
        if (address != null) {
            int there = from.getOrDefault(address, 0);
            if (there >= mostFromOne) {
                throw Refusal.of(
                                429,
                                "this address has as many followers as it may have, " + mostFromOne)
                        .with("Retry-After", SOON);
            }
            from.put(address, there + 1);
        }
        all++;
    }

    /// One that had come in is gone.
    synchronized void leave(@Nullable InetAddress address) {
        all--;
        if (address != null) {
            from.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}

package dev.reeve.plugin.ready.tcp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// That a port was the service's own, and how to see cheaply that it still is: the kernel's tables
/// of sockets may be long, and checks are many.
///
/// @param run the run it was shown for
/// @param address the address at which it answered
/// @param descriptor the link to the socket, in `/proc`; null where this system does not tell
/// @param socket what that link said
/// @param seen when that was, on the monotonic clock
record Proof(int run, InetAddress address, @Nullable Path descriptor, String socket, long seen) {
    /// What cannot be seen now may be seen later, but to try that takes a look at all processes.
    private static final long AGAIN = Duration.ofSeconds(10).toNanos();

    static Proof of(int run, InetAddress address, Ownership.Answer.Ours ours) {
        return new Proof(run, address, ours.descriptor(), ours.socket(), System.nanoTime());
    }

    static Proof none(int run, InetAddress address) {
        return new Proof(run, address, null, "", System.nanoTime());
    }

    boolean holds(int ofRun, InetAddress at) {
        return run == ofRun && address.equals(at) && stillSeen();
    }

    private boolean stillSeen() {
        if (descriptor == null) {
            return System.nanoTime() - seen < AGAIN;
        }
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException gone) {
            return false;
        }
    }
}

package dev.reeve.plugin.ready.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A machine, by name or address.
///
/// @param name as it was written
record Host(String name) {
    /// Its addresses, as of now.
    ///
    /// @throws UnknownHostException where it has none
    /// @throws InterruptedException while a name is looked up
    List<InetAddress> addresses() throws UnknownHostException, InterruptedException {
        if (name.equalsIgnoreCase("localhost")) {
            // Both loopback addresses, whatever the hosts file says (RFC 6761, 6.3).
            return List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        }
        try {
            return List.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException notAnAddress) {
            return lookedUp();
        }
    }

    /// The system's resolver may take many seconds, holds its thread meanwhile and takes no notice
    /// of
    /// an interrupt; so it has a platform thread of its own, which may outlast the wait for it.
    private List<InetAddress> lookedUp() throws UnknownHostException, InterruptedException {
        var lookup = new FutureTask<>(() -> List.of(InetAddress.getAllByName(name)));
        Thread.ofPlatform().daemon().name("look up " + name).start(lookup);
        try {
            return lookup.get();
        } catch (ExecutionException failed) {
            throw new UnknownHostException(name);
        }
    }
}

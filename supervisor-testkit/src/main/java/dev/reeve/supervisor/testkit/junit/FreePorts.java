package dev.reeve.supervisor.testkit.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks for ports of the local host that nobody listens on.
///
/// Somebody else may take one before the service does: the system hands them out in turn, so that
/// is rare, and then the service says so.
final class FreePorts {
    private FreePorts() {}

    /// One for each name, no two the same.
    static Map<String, Integer> named(List<String> names) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<String, Integer> ports = new LinkedHashMap<>();
            for (String name : names) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(name, socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}

package dev.reeve.supervisor.testkit.junit;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.Supervisor;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a {@link Supervised} test has under it.
///
/// Any thread may use it.
///
/// @param supervisor the door to the supervisor: to look, to start and stop, to follow events
/// @param ports the ports that were picked, by name
/// @param folder the supervisor's own folder, absolute; deleted after the tests
public record Stack(Supervisor supervisor, Map<String, Integer> ports, Path folder) {
    private static final int MANY = 10_000;

    public Stack {
        ports = Map.copyOf(ports);
    }

    /// The number of a port.
    ///
    /// @throws IllegalArgumentException where {@link Supervised#ports} does not name it
    public int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException(
                    "no port is called `" + name + "`; @Supervised names " + ports.keySet());
        }
        return port;
    }

    /// `http://localhost:PORT`, of the port of this name.
    public URI uri(String name) {
        return URI.create("http://localhost:" + port(name));
    }

    /// What a service has written so far, both streams by the time it came; the last ten thousand
    /// lines at most. May block on the disk.
    public List<String> logs(String service) {
        return supervisor.logs(LogQuery.last(List.of(service), MANY)).stream()
                .map(LogLine::text)
                .toList();
    }
}

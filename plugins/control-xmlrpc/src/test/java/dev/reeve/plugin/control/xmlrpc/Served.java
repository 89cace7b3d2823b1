package dev.reeve.plugin.control.xmlrpc;

import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/// A fake supervisor served on loopback.
public final class Served implements AutoCloseable {
    public final FakeSupervisor supervisor = new FakeSupervisor();
    private final InetSocketAddress address;
    private final AutoCloseable serving;

    public Served(Path folder) throws Exception {
        this(folder, Optional.empty(), Optional.empty());
    }

    public Served(Path folder, Optional<String> username, Optional<Path> password)
            throws Exception {
        address = free();
        var options =
                new XmlRpcControl.Options(
                        Optional.empty(),
                        Optional.of("127.0.0.1:" + address.getPort()),
                        username,
                        password);
        serving =
                new XmlRpcControl()
                        .create(options, new FakePlanContext("house", folder))
                        .serve(supervisor);
    }

    private static InetSocketAddress free() throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress("127.0.0.1", free.getLocalPort());
        }
    }

    public Caller caller() throws Exception {
        return new Caller(address);
    }

    @Override
    public void close() throws IOException {
        try {
            serving.close();
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception unheardOf) {
            throw new AssertionError(unheardOf);
        }
    }
}

package dev.reeve.plugin.control.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.ControlServerContract;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

class XmlRpcControlTest extends ControlServerContract {
    private static ControlServer server(Path folder, XmlRpcControl.Options options) {
        return new XmlRpcControl().create(options, new FakePlanContext("house", folder));
    }

    private static XmlRpcControl.Options options(Optional<Path> path, Optional<String> listen) {
        return new XmlRpcControl.Options(path, listen, Optional.empty(), Optional.empty());
    }

    @Override
    protected ControlServer server(Path directory) {
        return server(directory, options(Optional.of(Path.of("s.sock")), Optional.empty()));
    }

    @Override
    protected Supervisor supervisor() {
        return new FakeSupervisor();
    }

    private static Caller caller(Path directory) throws IOException {
        return new Caller(UnixDomainSocketAddress.of(directory.resolve("s.sock")));
    }

    @Override
    protected boolean answers(Path directory) {
        try (Caller caller = caller(directory)) {
            return caller.call("supervisor.getVersion").equals("3.0");
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return caller(directory)::close;
    }

    @Test
    void theSocketIsItsOwnersAloneAndGoesWithTheServer() throws Exception {
        AutoCloseable serving = server(folder).serve(supervisor());
        Path socket = folder.resolve("s.sock");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        serving.close();
        assertFalse(Files.exists(socket));
    }

    @Test
    void aSocketThatSomebodyServesIsLeftAlone() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor())) {
            var refused = assertThrows(IOException.class, () -> server(folder).serve(supervisor()));
            assertTrue(
                    String.valueOf(refused.getMessage()).endsWith("another program serves there"));
            assertTrue(answers(folder));
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("s.sock"), "precious");
        assertThrows(IOException.class, () -> server(folder).serve(supervisor()));
        assertEquals("precious", Files.readString(folder.resolve("s.sock")));
    }

    @Test
    void withoutOptionsItIsASocketInTheStateDirectory() throws Exception {
        var context = new FakePlanContext("house", folder);
        ControlServer server =
                new XmlRpcControl().create(options(Optional.empty(), Optional.empty()), context);
        try (AutoCloseable _ = server.serve(supervisor())) {
            assertTrue(Files.exists(context.stateDirectory().resolve("supervisor.sock")));
        }
    }

    @Test
    void aSocketAndAPortCanServeTogetherAndEndTogether() throws Exception {
        var both = options(Optional.of(Path.of("s.sock")), Optional.of("127.0.0.1:0"));
        AutoCloseable serving = server(folder, both).serve(supervisor());
        assertTrue(answers(folder));
        serving.close();
        assertFalse(answers(folder));
    }

    @Test
    void aPortForOthersNeedsAPassword() {
        var wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> options(Optional.empty(), Optional.of("0.0.0.0:9001")));
        assertTrue(String.valueOf(wrong.getMessage()).contains("needs a `username`"));
    }

    @Test
    void aPasswordThatCannotBeReadIsSaidBeforeAnythingIsServed() {
        var options =
                new XmlRpcControl.Options(
                        Optional.of(Path.of("s.sock")),
                        Optional.empty(),
                        Optional.of("me"),
                        Optional.of(Path.of("nowhere")));
        assertThrows(IOException.class, () -> server(folder, options).serve(supervisor()));
        assertFalse(Files.exists(folder.resolve("s.sock")));
    }
}

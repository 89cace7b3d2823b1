package dev.reeve.plugin.control.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.UnixControl;
import dev.reeve.plugin.control.http.call.Role;
import dev.reeve.plugin.control.http.guard.Peers;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class UnixEntranceTest {
    @TempDir Path folder;

    private Path path() {
        return folder.resolve(".reeve/control.sock");
    }

    @Test
    void theSocketIsItsOwnersAlone() throws IOException {
        try (var entrance = UnixEntrance.open(path(), Peers.NOBODY)) {
            assertEquals("rw-------", mode(path()));
            assertEquals("rwx------", mode(folder.resolve(".reeve")));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()));
                    SocketChannel accepted = entrance.channel().accept()) {
                assertTrue(client.isConnected());
                assertEquals(Role.ADMIN, Objects.requireNonNull(entrance.admit(accepted)).peer());
            }
        }
        assertFalse(Files.exists(path()));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aClientOfAnotherUserIsKnownAndTurnedAway() throws Exception {
        var strangers =
                new UnixEntrance(
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                        path(),
                        "no file",
                        folder.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("nobody"),
                        Peers.NOBODY);
        boolean root = Files.getOwner(folder).getName().equals("root");
        try (var entrance = UnixEntrance.open(path(), Peers.NOBODY);
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path()));
                SocketChannel accepted = entrance.channel().accept()) {
            assertTrue(client.isConnected());
            assertEquals(root, strangers.admit(accepted) != null);
        }
        strangers.channel().close();
    }

    @Test
    void aSocketThatIsLeftOverIsReplaced() throws IOException {
        Files.createDirectories(path().getParent());
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertTrue(Files.exists(path()));
        try (var entrance = UnixEntrance.open(path(), Peers.NOBODY)) {
            assertTrue(entrance.channel().isOpen());
        }
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "precious");
        assertRefused();
        assertEquals("precious", Files.readString(path()));
        Files.delete(path());
        Files.createSymbolicLink(path(), Path.of("elsewhere"));
        assertRefused();
        assertTrue(Files.isSymbolicLink(path()));
        Files.delete(path());
        Files.createDirectory(path());
        assertRefused();
        assertTrue(Files.isDirectory(path()));
    }

    private void assertRefused() {
        IOException refused =
                assertThrows(IOException.class, () -> UnixEntrance.open(path(), Peers.NOBODY));
        assertEquals(
                "cannot serve on `" + path() + "`: something that is no socket has this name",
                refused.getMessage());
    }

    @Test
    void aSocketThatIsSomeoneElsesByNowIsLeftToThem() throws IOException {
        var entrance = UnixEntrance.open(path(), Peers.NOBODY);
        Files.move(path(), path().resolveSibling("moved"));
        try (var other = UnixEntrance.open(path(), Peers.NOBODY)) {
            entrance.close();
            assertTrue(Files.exists(path()));
            assertTrue(other.channel().isOpen());
        }
    }

    @Test
    void aPathThatIsTooLongIsAMistakeOfTheManifest() {
        Path deep = folder.resolve("d".repeat(100));
        var options =
                new UnixControl.Options(
                        Optional.empty(), Optional.empty(), 100, 1000, Duration.ofMinutes(5));
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new UnixControl()
                                        .create(options, new FakePlanContext("house", deep)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("at most 107 bytes"));
        assertFalse(Files.exists(deep));
    }

    @Test
    void thePluginServesInTheStateDirectoryOrWhereItIsTold() throws Exception {
        var context = new FakePlanContext("house", folder);
        var options =
                new UnixControl.Options(
                        Optional.empty(), Optional.empty(), 100, 1000, Duration.ofMinutes(5));
        ControlServer server = new UnixControl().create(options, context);
        assertFalse(Files.exists(path()));
        try (var served = server.serve(new FakeSupervisor())) {
            assertTrue(Files.exists(path()), served.toString());
        }
        var elsewhere =
                new UnixControl.Options(
                        Optional.of(Path.of("here.sock")),
                        Optional.empty(),
                        100,
                        1000,
                        Duration.ofMinutes(5));
        try (var served =
                new UnixControl().create(elsewhere, context).serve(new FakeSupervisor())) {
            assertTrue(Files.exists(folder.resolve("here.sock")), served.toString());
        }
    }

    @Test
    void curlSpeaksToIt() throws Exception {
        var context = new FakePlanContext("house", folder);
        var options =
                new UnixControl.Options(
                        Optional.empty(), Optional.empty(), 100, 1000, Duration.ofMinutes(5));
        try (var _ = new UnixControl().create(options, context).serve(new FakeSupervisor())) {
            Process curl =
                    new ProcessBuilder(
                                    "curl",
                                    "-sf",
                                    "--unix-socket",
                                    path().toString(),
                                    "http://reeve/livez")
                            .start();
            assertTrue(curl.waitFor(10, TimeUnit.SECONDS));
            assertEquals(
                    "{\"status\":\"alive\"}", new String(curl.getInputStream().readAllBytes()));
        }
    }
}

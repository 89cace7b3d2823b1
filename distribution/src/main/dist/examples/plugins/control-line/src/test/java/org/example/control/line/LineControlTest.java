package org.example.control.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.ControlServerContract;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class LineControlTest extends ControlServerContract {
    private final FakeSupervisor supervisor =
            new FakeSupervisor().with(FakeService.running("web")).with(FakeService.stopped("db"));

    @Override
    protected ControlServer server(Path directory) {
        return new LineControl()
                .create(
                        new LineControl.Options(Path.of("line.sock")),
                        new FakePlanContext("house", directory));
    }

    @Override
    protected Supervisor supervisor() {
        return supervisor;
    }

    @Override
    protected boolean answers(Path directory) {
        try {
            return asked(directory, "status\n").endsWith("ok 2 services\n");
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return client(directory);
    }

    @Test
    void statusTellsOfAllServices() throws Exception {
        assertEquals("db stopped\nweb running\nok 2 services\n", serving("status\n"));
    }

    @Test
    void severalLinesAreAnsweredOneAfterAnother() throws Exception {
        assertEquals("ok web is running\nok web is stopped\n", serving("restart web\nstop web\n"));
        assertEquals(
                List.of(
                        new FakeSupervisor.Asked("web", new Request.Restart()),
                        new FakeSupervisor.Asked("web", new Request.Stop(false))),
                supervisor.asked());
    }

    @Test
    void whatDoesNotComeTrueIsAnError() throws Exception {
        supervisor.answers(
                (name, _) ->
                        CompletableFuture.completedFuture(
                                new Reply.Failed(name, Phase.FAILED, "exited with 3")));
        assertEquals("error: exited with 3\n", serving("start web\n"));
    }

    @Test
    void whatIsNotUnderstoodIsAnErrorAndTouchesNothing() throws Exception {
        String usage = "error: say status, start NAME, stop NAME or restart NAME\n";
        assertEquals(usage.repeat(4), serving("dance\nrestart\n\nrestart web db\n"));
        assertEquals("error: a line has at most 1000 bytes\n", serving("x".repeat(5000)));
        assertEquals(List.of(), supervisor.asked());
    }

    @Test
    void onlyItsOwnerMayCome() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor)) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("line.sock"))));
        }
    }

    private String serving(String lines) throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor)) {
            return asked(folder, lines);
        }
    }

    private static String asked(Path directory, String lines) throws IOException {
        try (var client = client(directory)) {
            Channels.newOutputStream(client).write(lines.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(
                    Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static SocketChannel client(Path directory) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("line.sock")));
    }
}

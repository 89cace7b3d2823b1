package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;
import dev.reeve.supervisor.core.kernel.Watched;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Sockets for messages, with real senders.
class MessagesTest extends LinuxKernelScene {
    /// Sends its arguments, each as one message; `A*3` stands for `AAA`.
    private static final String SENDER =
            """
            import os, socket, sys
            address = os.environ["NOTIFY_SOCKET"]
            if address[0] == "@":
                address = "\\0" + address[1:]
            out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            out.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 400000)
            out.connect(address)
            for text in sys.argv[1:]:
                letter, _, times = text.partition("*")
                out.send(letter.encode() * int(times or 1))
            """;

    private final List<Datagram> got = new ArrayList<>();
    private final List<String> readers = new ArrayList<>();
    private @Nullable MessageSocket socket;

    @AfterEach
    void closeTheSocket() {
        if (socket != null) {
            socket.close();
        }
    }

    @Test
    void messagesArriveInOrderAndNameTheirSender() throws IOException {
        open(folder.resolve("notify"), null);
        Watched sender = send("READY=1\nSTATUS=all is well", "", "WATCHDOG=1");
        sender.ended();
        await(() -> said().size() == 3);
        assertEquals(List.of("READY=1\nSTATUS=all is well", "", "WATCHDOG=1"), said());
        for (Datagram datagram : got()) {
            assertEquals(sender.child().pid(), datagram.pid());
            assertEquals(uid(), (int) datagram.user());
        }
        assertEquals(Set.of("output"), Set.copyOf(readers));
    }

    @Test
    void systemdNotifyIsUnderstood() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/systemd-notify")), "systemd-notify");
        open(folder.resolve("notify"), null);
        environment = Map.of("NOTIFY_SOCKET", socket.address(), "PATH", "/usr/bin:/bin");
        spawn(request("/usr/bin/systemd-notify", "--ready", "--status=up")).ended();
        await(() -> said().stream().anyMatch(text -> text.contains("READY=1")));
        assertTrue(said().getFirst().contains("STATUS=up"), said().toString());
    }

    @Test
    void whereThePathIsTooLongTheNameIsAbstract() throws IOException {
        Path path = folder.resolve("x".repeat(120));
        open(path, null);
        assertTrue(socket.address().startsWith("@reeve-"), socket.address());
        assertFalse(Files.exists(path));
        send("READY=1").ended();
        await(() -> said().equals(List.of("READY=1")));
    }

    @Test
    void theFileIsOursAloneAndIsRemovedAtTheEnd() throws IOException {
        Path path = folder.resolve("notify");
        open(path, null);
        assertEquals(path.toString(), socket.address());
        assertEquals(0600, (int) Files.getAttribute(path, "unix:mode") & 0777);
        socket.close();
        socket.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void anotherUserMaySendIfItIsTheGivenOne() throws IOException {
        assumeTrue(uid() == 0, "root");
        assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "setpriv");
        Files.setAttribute(folder, "unix:mode", 0755);
        open(folder.resolve("notify"), 33L);
        assertEquals(33, Files.getAttribute(folder.resolve("notify"), "unix:uid"));
        sendAs("33", "READY=1").ended();
        await(() -> said().equals(List.of("READY=1")));
        assertEquals(33, got().getFirst().user());
    }

    @Test
    void whatComesFromYetAnotherUserIsDropped() throws IOException {
        assumeTrue(uid() == 0, "root");
        // Anyone can reach an abstract name.
        open(folder.resolve("x".repeat(120)), 33L);
        assertEquals("", errors(sendAs("34", "READY=1")));
        sendAs("33", "READY=2").ended();
        await(() -> !said().isEmpty());
        assertEquals(List.of("READY=2"), said());
    }

    @Test
    void sixtyFourKibibytesArriveAndWhatIsLongerIsDropped() throws IOException {
        open(folder.resolve("notify"), null);
        assertEquals("", errors(send("a*65537", "b*65536", "c*100000", "d")));
        await(() -> said().contains("d"));
        assertEquals(List.of("b".repeat(65536), "d"), said());
    }

    @Test
    void descriptorsThatAreSentAlongAreNotKept() throws IOException {
        open(folder.resolve("notify"), null);
        long before = descriptors();
        environment = Map.of("NOTIFY_SOCKET", socket.address(), "PATH", "/usr/bin:/bin");
        spawn(
                        request(
                                "/usr/bin/python3",
                                "-c",
                                "import os, socket\n"
                                        + "out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                                        + "out.connect(os.environ['NOTIFY_SOCKET'])\n"
                                        + "for _ in range(50):\n"
                                        + "    socket.send_fds(out, [b'FDSTORE=1'], [0, 1, 2])\n"))
                .ended();
        await(() -> said().size() == 50);
        assertEquals(before, descriptors());
    }

    @Test
    void aSocketThatNobodyHoldsIsReplaced() throws IOException {
        Path path = folder.resolve("notify");
        environment = Map.of("PATH", "/usr/bin:/bin");
        spawn(
                        request(
                                "/usr/bin/python3",
                                "-c",
                                "import socket;"
                                        + "socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)"
                                        + ".bind('notify')"))
                .ended();
        assertTrue(Files.exists(path));
        open(path, null);
        send("READY=1").ended();
        await(() -> said().equals(List.of("READY=1")));
    }

    @Test
    void whatIsNoSocketOrIsInUseIsKept() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        var failure = assertThrows(IOException.class, () -> open(file, null));
        assertEquals(
                "cannot open a socket at `" + file + "`: something else has this name",
                failure.getMessage());
        assertEquals("text", Files.readString(file));
        Path path = folder.resolve("notify");
        open(path, null);
        failure = assertThrows(IOException.class, () -> kernel.openSocket(path, null, this::got));
        assertEquals(
                "cannot open a socket at `" + path + "`: another process reads there",
                failure.getMessage());
        send("READY=1").ended();
        await(() -> said().equals(List.of("READY=1")));
        Path nowhere = folder.resolve("no/such/folder");
        failure = assertThrows(IOException.class, () -> kernel.openSocket(nowhere, null, d -> {}));
        assertEquals(
                "cannot open a socket at `" + nowhere + "`: No such file or directory",
                failure.getMessage());
    }

    @Test
    void aFloodHoldsUpNeitherEndsNorPipes() throws IOException {
        open(folder.resolve("notify"), null);
        environment = Map.of("NOTIFY_SOCKET", socket.address(), "PATH", "/usr/bin:/bin");
        Watched flood =
                spawn(
                        request(
                                "/usr/bin/python3",
                                "-c",
                                "import os, socket\n"
                                        + "out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                                        + "out.connect(os.environ['NOTIFY_SOCKET'])\n"
                                        + "while True: out.send(b'STATUS=more')\n"));
        await(() -> said().size() > 1000);
        Path pipe = folder.resolve("pipe");
        kernel.makePipe(pipe);
        var lines = new ArrayList<Integer>();
        try (var _ = kernel.readPipe(pipe, bytes -> lines.add(bytes.remaining()))) {
            long start = System.nanoTime();
            shell("echo hello > pipe; exit 3").ended();
            await(() -> !lines.isEmpty());
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 2);
        }
        flood.child().kill();
        flood.empty();
    }

    @Test
    void aBugOfAListenerDoesNotEndTheReading() throws IOException {
        socket =
                kernel.openSocket(
                        folder.resolve("notify"),
                        null,
                        datagram -> {
                            got(datagram);
                            throw new IllegalStateException("a bug");
                        });
        send("a", "b").ended();
        await(() -> said().equals(List.of("a", "b")));
    }

    private void open(Path path, @Nullable Long user) throws IOException {
        socket = kernel.openSocket(path, user, this::got);
    }

    private Watched send(String... messages) {
        environment = Map.of("NOTIFY_SOCKET", socket.address(), "PATH", "/usr/bin:/bin");
        var command = new ArrayList<>(List.of("/usr/bin/python3", "-c", SENDER));
        command.addAll(List.of(messages));
        return spawn(request(command.toArray(String[]::new)));
    }

    private Watched sendAs(String user, String message) {
        environment = Map.of("NOTIFY_SOCKET", socket.address(), "PATH", "/usr/bin:/bin");
        return spawn(
                request(
                        "/usr/bin/setpriv",
                        "--reuid=" + user,
                        "--regid=" + user,
                        "--clear-groups",
                        "/usr/bin/python3",
                        "-c",
                        SENDER,
                        message));
    }

    private String errors(Watched sender) throws IOException {
        sender.ended();
        return Files.readString(err());
    }

    private synchronized void got(Datagram datagram) {
        got.add(datagram);
        readers.add(Thread.currentThread().getName());
    }

    private synchronized List<Datagram> got() {
        return List.copyOf(got);
    }

    private List<String> said() {
        return got().stream().map(Datagram::text).toList();
    }

    private static int uid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

package dev.reeve.plugin.forward.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.testkit.FakePlanContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@Timeout(30)
class SyslogForwardTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

    @TempDir Path folder;

    private LogForwarder forwarder(String address, @Nullable String name) {
        var options =
                new SyslogForward.Options(
                        URI.create(address),
                        "local3",
                        Optional.ofNullable(name),
                        Optional.of("me"));
        return new SyslogForward().create(options, new FakePlanContext("web", folder));
    }

    private static LogLine line(String stream, String text) {
        return new LogLine("web", 3, stream, NOW, text);
    }

    @Test
    void aLineIsADatagramWithPriorityTimeServiceRunAndStream() throws Exception {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var forwarder = forwarder("udp://127.0.0.1:" + server.getLocalPort(), null)) {
            forwarder.forward(List.of(line("stdout", "grüße"), line("stderr", "ouch")));
            assertEquals("<158>1 2026-01-31T12:00:00.123Z me web 3 stdout - grüße", next(server));
            assertEquals("<155>1 2026-01-31T12:00:00.123Z me web 3 stderr - ouch", next(server));
        }
    }

    @Test
    void whatIsNotKnownIsADash() throws Exception {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var forwarder = forwarder("udp://127.0.0.1:" + server.getLocalPort(), "my app")) {
            forwarder.forward(List.of(new LogLine("web", null, "stdout", null, "x")));
            assertEquals("<158>1 - me my_app - stdout - x", next(server));
        }
    }

    @Test
    void inAConnectionEveryMessageStandsBehindItsLength() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var forwarder = forwarder("tcp://127.0.0.1:" + server.getLocalPort(), null)) {
            forwarder.forward(List.of(line("stdout", "ü\nb"), line("stdout", "c")));
            try (Socket client = server.accept()) {
                assertTrue(framed(client.getInputStream()).endsWith(" - ü\nb"));
                assertTrue(framed(client.getInputStream()).endsWith(" - c"));
            }
        }
    }

    @Test
    void whereTheServerHasHungUpTheNextLinesGoByANewConnection() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var forwarder = forwarder("tcp://127.0.0.1:" + server.getLocalPort(), null)) {
            forwarder.forward(List.of(line("stdout", "one")));
            try (Socket first = server.accept()) {
                framed(first.getInputStream());
            }
            forwarder.forward(List.of(line("stdout", "two")));
            try (Socket second = server.accept()) {
                assertTrue(framed(second.getInputStream()).endsWith(" - two"));
            }
        }
    }

    @Test
    void whereNobodyListensTheLinesCanBeTriedAgain() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var forwarder = forwarder("tcp://127.0.0.1:" + port, null)) {
            var failure =
                    assertThrows(
                            IOException.class,
                            () -> forwarder.forward(List.of(line("stdout", "x"))));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("cannot send to syslog at"));
            try (var server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                forwarder.forward(List.of(line("stdout", "x")));
                server.accept().close();
            }
        }
    }

    @Test
    void anotherAddressOrFacilityIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> forwarder("http://localhost", null));
        assertThrows(IllegalArgumentException.class, () -> forwarder("udp:514", null));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new SyslogForward.Options(
                                URI.create("udp://localhost"),
                                "kern",
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void debiansRsyslogUnderstandsBothWays() throws Exception {
        Optional<Path> rsyslogd =
                Stream.concat(
                                Stream.of(System.getenv("PATH").split(":")).map(Path::of),
                                Stream.of(Path.of("/usr/sbin")))
                        .map(bin -> bin.resolve("rsyslogd"))
                        .filter(Files::isExecutable)
                        .findFirst();
        Assumptions.assumeTrue(rsyslogd.isPresent(), "skipped: there is no rsyslogd here");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = folder.resolve("log");
        Path configuration =
                Files.writeString(
                        folder.resolve("rsyslog.conf"),
                        """
                        module(load="imudp")
                        module(load="imtcp")
                        input(type="imudp" address="127.0.0.1" port="%d")
                        input(type="imtcp" address="127.0.0.1" port="%d")
                        template(name="all" type="string" string="%%syslogfacility-text%%.%%syslogseverity-text%% %%hostname%% %%app-name%% %%procid%% %%msgid%% %%msg%%\\n")
                        action(type="omfile" file="%s" template="all")
                        """
                                .formatted(port, port, log));
        Process server =
                new ProcessBuilder(
                                rsyslogd.get().toString(),
                                "-n",
                                "-f",
                                configuration.toString(),
                                "-i",
                                folder.resolve("pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        try (var tcp = forwarder("tcp://127.0.0.1:" + port, null);
                var udp = forwarder("udp://127.0.0.1:" + port, null)) {
            until(() -> sends(tcp, line("stdout", "by tcp")));
            udp.forward(List.of(line("stderr", "by udp")));
            until(
                    () ->
                            Files.exists(log)
                                    && List.of(
                                                    "local3.info me web 3 stdout by tcp",
                                                    "local3.err me web 3 stderr by udp")
                                            .equals(
                                                    Files.readAllLines(log).stream()
                                                            .sorted(Comparator.reverseOrder())
                                                            .toList()));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static boolean sends(LogForwarder forwarder, LogLine line) throws Exception {
        try {
            forwarder.forward(List.of(line));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Something another process does soon.
    private interface Soon {
        boolean isSo() throws Exception;
    }

    private static void until(Soon soon) throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!soon.isSo()) {
            assertTrue(System.nanoTime() < end, "not within 10 s");
            Thread.sleep(20);
        }
    }

    private static String next(DatagramSocket server) throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static String framed(InputStream in) throws IOException {
        var length = new StringBuilder();
        for (int digit = in.read(); digit != ' '; digit = in.read()) {
            length.append((char) digit);
        }
        return new String(
                in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8);
    }
}

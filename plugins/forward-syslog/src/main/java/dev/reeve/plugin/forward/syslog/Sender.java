package dev.reeve.plugin.forward.syslog;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.spi.LogForwarder;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends lines to syslog, over a connection that is made when the first one comes.
final class Sender implements LogForwarder {
    private final Target target;
    private final Facility facility;
    private final @Nullable String application;
    private @Nullable String host;
    private @Nullable DatagramChannel datagrams;
    private @Nullable SocketChannel connection;

    Sender(Target target, Facility facility, @Nullable String host, @Nullable String application) {
        this.target = target;
        this.facility = facility;
        this.host = host;
        this.application = application;
    }

    @Override
    public void forward(List<LogLine> lines) throws IOException {
        if (host == null) {
            host = thisMachine();
        }
        var message = new Message(facility, host, application);
        try {
            if (target.datagrams()) {
                sendEach(lines, message);
            } else {
                sendAll(lines, message);
            }
        } catch (IOException failure) {
            close();
            throw new IOException(
                    "cannot send to syslog at %s:%d: %s"
                            .formatted(target.host(), target.port(), failure.getMessage()),
                    failure);
        }
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "-";
        }
    }

    private void sendEach(List<LogLine> lines, Message message) throws IOException {
        DatagramChannel open = datagrams;
        if (open == null) {
            open = DatagramChannel.open();
            datagrams = open;
            open.connect(found());
        }
        for (LogLine line : lines) {
            open.write(ByteBuffer.wrap(message.of(line)));
        }
    }

    private void sendAll(List<LogLine> lines, Message message) throws IOException {
        var framed = new ByteArrayOutputStream();
        for (LogLine line : lines) {
            byte[] one = message.of(line);
            framed.writeBytes((one.length + " ").getBytes(StandardCharsets.US_ASCII));
            framed.writeBytes(one);
        }
        SocketChannel open = connection;
        if (open == null || hasHungUp(open)) {
            close();
            open = SocketChannel.open();
            connection = open;
            open.connect(found());
        }
        ByteBuffer left = ByteBuffer.wrap(framed.toByteArray());
        while (left.hasRemaining()) {
            open.write(left);
        }
    }

    private InetSocketAddress found() throws IOException {
        InetSocketAddress address = target.address();
        if (address.isUnresolved()) {
            throw new IOException("there is no such host");
        }
        return address;
    }

    /// Whether the server has ended the connection: what is written then would be lost unnoticed. A
    /// server of syslog says nothing else.
    private static boolean hasHungUp(SocketChannel open) throws IOException {
        open.configureBlocking(false);
        try {
            return open.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        } finally {
            open.configureBlocking(true);
        }
    }

    @Override
    public void close() throws IOException {
        try (SocketChannel _ = connection;
                DatagramChannel _ = datagrams) {
            connection = null;
            datagrams = null;
        }
    }
}

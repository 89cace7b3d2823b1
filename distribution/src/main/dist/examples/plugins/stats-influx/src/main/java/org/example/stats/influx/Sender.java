package org.example.stats.influx;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends one datagram a sample. Nobody says whether it came: so nothing waits, and nothing is kept.
final class Sender implements StatsHandler {
    private final String host;
    private final int port;
    private final String measurement;
    private @Nullable DatagramSocket socket;

    Sender(String host, int port, String measurement) {
        this.host = host;
        this.port = port;
        this.measurement = measurement;
    }

    /// The first call opens the socket: while planning nothing is touched. The name is looked up
    /// each time, so that whoever moves is found again.
    @Override
    public void accept(List<StatsSample> samples) throws IOException {
        if (samples.isEmpty()) {
            return;
        }
        DatagramSocket open = socket;
        if (open == null) {
            open = new DatagramSocket();
            socket = open;
        }
        InetAddress address = InetAddress.getByName(host);
        for (StatsSample sample : samples) {
            byte[] line = Line.of(measurement, sample).getBytes(StandardCharsets.UTF_8);
            open.send(new DatagramPacket(line, line.length, address, port));
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}

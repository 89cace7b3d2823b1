package org.example.stats.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.StatsHandlerContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class InfluxStatsTest extends StatsHandlerContract {
    private DatagramSocket database;

    @BeforeEach
    void listen() throws IOException {
        database = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        database.setSoTimeout(200);
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Override
    protected StatsHandler handler(Path directory) {
        var options = new InfluxStats.Options("127.0.0.1", database.getLocalPort(), "reeve");
        return new InfluxStats().create(options, new FakePlanContext("web", directory));
    }

    @Override
    protected List<String> taken(Path directory) throws IOException {
        return received().stream()
                .map(line -> line.substring("reeve,service=".length(), line.indexOf(' ')))
                .toList();
    }

    @Test
    void aSampleIsALineOfTheProtocol() {
        var time = Instant.parse("2026-01-31T08:00:00.000000123Z");
        var sample = new StatsSample("web", time, 3, 12.5, 200, 4096, 8192, 2, 9, 17);
        assertEquals(
                "reeve,service=web run=3i,cpu_percent=12.50,memory_bytes=4096i,processes=2i,"
                        + "threads=9i,open_files=17i 1769846400000000123\n",
                Line.of("reeve", sample));
    }

    @Test
    void aNameWithABlankIsEscaped() {
        var sample = new StatsSample("a", Instant.EPOCH, 1, 0, 0, 0, 0, 0, 0, 0);
        var line = Line.of("my, own", sample);
        assertEquals("my\\,\\ own,service=a", line.substring(0, line.indexOf(" run=")));
    }

    private List<String> received() throws IOException {
        var lines = new ArrayList<String>();
        var packet = new DatagramPacket(new byte[2000], 2000);
        while (true) {
            try {
                database.receive(packet);
            } catch (SocketTimeoutException nothingMore) {
                return lines;
            }
            lines.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            packet.setLength(2000);
        }
    }
}

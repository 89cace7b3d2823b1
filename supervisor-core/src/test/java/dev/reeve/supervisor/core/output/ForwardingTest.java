package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Lines go to a forwarder in order; its faults are its own.
@Timeout(60)
class ForwardingTest extends OutputScene {
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /// Pauses take no time.
    private final TimeSource hurried =
            new TimeSource() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public void sleep(Duration time) {}
            };

    @Test
    void everyLineComesInOrderAndOnce() {
        Forwarding forwarding = forwarding(this::take);
        ran("web", LogPolicy.DEFAULT, "seq 1 5000; printf end");
        ran("other", LogPolicy.DEFAULT, "echo no");
        forwarding.close();
        assertEquals(5001, sent.size());
        assertEquals("1", sent.getFirst());
        assertEquals("5000", sent.get(4999));
        assertEquals("end", sent.getLast());
        assertEquals(List.of(), told);
    }

    @Test
    void whatCouldNotBeSentIsSentAgainAndSaidOnce() {
        var failures = new int[] {3};
        Forwarding forwarding =
                forwarding(
                        lines -> {
                            if (failures[0]-- > 0) {
                                throw new IOException("connection refused");
                            }
                            take(lines);
                        });
        ran("web", LogPolicy.DEFAULT, "echo 1");
        waitFor(1);
        forwarding.close();
        assertEquals(List.of("1"), sent);
        assertEquals(List.of("log forwarder test failed: connection refused"), told);
    }

    @Test
    void oneThatHangsHoldsUpNobodyAndIsLeftAtTheEnd() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Forwarding forwarding =
                forwarding(
                        lines -> {
                            reached.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.countDown();
                            }
                        });
        ran("web", LogPolicy.DEFAULT, "seq 1 100000");
        reached.await();
        ran("web", LogPolicy.DEFAULT, "echo fine");
        assertEquals("fine", last("web", "stdout", 1).getFirst().text());
        forwarding.close();
        ended.await();
    }

    @Test
    void itsServicesMayChange() {
        Forwarding forwarding = forwarding(this::take);
        forwarding.services(Set.of("other"));
        ran("web", LogPolicy.DEFAULT, "echo no");
        ran("other", LogPolicy.DEFAULT, "echo yes");
        forwarding.close();
        assertEquals(List.of("yes"), sent);
    }

    @Test
    void itIsClosedOnceAtTheEnd() {
        var closes = new ArrayList<String>();
        Forwarding forwarding =
                forwarding(
                        new LogForwarder() {
                            @Override
                            public void forward(List<LogLine> lines) {
                                take(lines);
                            }

                            @Override
                            public void close() throws IOException {
                                closes.add("closed");
                                throw new IOException("gone");
                            }
                        });
        forwarding.close();
        forwarding.close();
        assertEquals(List.of("closed"), closes);
        assertEquals(List.of("log forwarder test failed: gone"), told);
    }

    private Forwarding forwarding(LogForwarder forwarder) {
        return new Forwarding(
                Guard.ofNone(), "test", forwarder, Set.of("web"), output, hurried, told::add);
    }

    private void take(List<LogLine> lines) {
        assertTrue(lines.size() <= Forwarding.BATCH);
        lines.forEach(line -> sent.add(line.text()));
    }

    private void waitFor(int count) {
        await(() -> sent.size() >= count);
    }
}

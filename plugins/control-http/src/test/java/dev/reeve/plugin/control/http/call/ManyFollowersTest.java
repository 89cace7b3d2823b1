package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Many follow, and some of them have fallen asleep.
@Timeout(180)
class ManyFollowersTest {
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");
    private static final int AWAKE = 990;
    private static final int ASLEEP = 10;
    private static final int JOINING = AWAKE / 10;

    /// More than a follower who sleeps has room for, and the socket before it.
    private static final int EVENTS = 600;

    private static final int ROOM = 150;

    /// A follower that reads all there is, at once.
    private record Awake(Client client, AtomicLong reached) implements Callable<Integer> {
        /// How many events it got; they begin right behind its snapshot, and none is missing.
        @Override
        public Integer call() throws IOException {
            Client.Frame snapshot = Objects.requireNonNull(client.frame());
            assertEquals("snapshot", snapshot.event());
            reached.set(Long.parseLong(Objects.requireNonNull(snapshot.id())));
            int count = 0;
            while (reached.get() < EVENTS) {
                Client.Frame frame = Objects.requireNonNull(client.frame());
                assertEquals("error", frame.event());
                assertEquals(Long.toString(reached.get() + 1), frame.id());
                reached.incrementAndGet();
                count++;
            }
            return count;
        }
    }

    private static Client follow(Served served) throws IOException {
        Client client = served.client();
        client.send(Client.head("GET", "/v1/stream") + "\r\n");
        assertEquals(200, client.answerHead().status());
        return client;
    }

    @Test
    void aThousandFollowAndTheTenWhoSleepCostTheOthersNothing() throws Exception {
        var asleep = new ArrayList<Client>();
        var awake = new ArrayList<Awake>();
        try (Served served = Served.serve(new FakeSupervisor(ROOM), Limits.DEFAULT);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            served.supervisor().with(FakeService.running("web"));
            for (int i = 0; i < ASLEEP; i++) {
                asleep.add(follow(served));
            }
            var got = new ArrayList<Future<Integer>>();
            for (int i = 0; i < AWAKE; i++) {
                if (i % 10 == 0) {
                    happens(served);
                }
                var one = new Awake(follow(served), new AtomicLong());
                awake.add(one);
                got.add(threads.submit(one));
            }
            long before = memory();
            for (int i = JOINING; i < EVENTS; i++) {
                happens(served);
                int now = i;
                if (i % 50 == 0) {
                    Eventually.so(
                            60, () -> awake.stream().allMatch(it -> it.reached().get() >= now));
                }
            }
            for (Future<Integer> each : got) {
                assertTrue(each.get() >= EVENTS - JOINING);
            }
            long grown = memory() - before;
            assertTrue(grown < 100L << 20, () -> "grown by " + (grown >> 20) + " MiB");
            for (Client each : asleep) {
                wakesUp(served, each);
            }
            close(asleep);
            close(awake.stream().map(Awake::client).toList());
        }
    }

    private static void happens(Served served) {
        served.supervisor().happens(new Event.ErrorOccurred(WEB, 1, "x".repeat(1000)));
    }

    /// Reads on until it is told what it has missed; that begins where it stands. Something must
    /// happen meanwhile: only then does one who has room again find out.
    private static void wakesUp(Served served, Client client) throws IOException {
        long reached = Long.parseLong(Objects.requireNonNull(frame(client).id()));
        Client.Frame frame = frame(client);
        while (!"gap".equals(frame.event())) {
            assertEquals(Long.toString(reached + 1), frame.id());
            reached++;
            happens(served);
            frame = frame(client);
        }
        assertEquals(reached + 1, frame.at("data.from"));
        assertTrue((long) Objects.requireNonNull(frame.at("data.lost")) > 0);
    }

    private static Client.Frame frame(Client client) throws IOException {
        return Objects.requireNonNull(client.frame());
    }

    private static void close(List<Client> clients) throws IOException {
        for (Client each : clients) {
            each.close();
        }
    }

    private static long memory() {
        System.gc();
        Runtime here = Runtime.getRuntime();
        return here.totalMemory() - here.freeMemory();
    }
}

package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RoomTest {
    private static final int SIZE = 16 * 1024;
    private static final int MANY = 4_000;

    private final Journal journal = new Journal(new Retention(10_000, 10_000));

    @Test
    void whoSleepsHoldsNoMoreThanThereIsRoomAndFindsOneGap() throws InterruptedException {
        EventStream asleep = follower();
        EventStream awake = follower();
        int read = 0;
        for (int each = 1; each <= MANY; each++) {
            journal.append(List.of(message(each)), Instant.EPOCH);
            read += all(awake).size();
        }
        assertEquals(MANY, read);
        List<RecordedEvent> held = all(asleep);
        assertInstanceOf(Event.Gap.class, held.getLast().event());
        assertEquals(MANY, held.getLast().seq());
        assertTrue((held.size() - 1L) * SIZE <= 25L * 1024 * 1024, held.size() + " are held");
        assertTrue(held.size() > 1_000, held.size() + " are held");
    }

    @Test
    void everyFollowerMayHoldALittleHoweverMuchTheOthersHold() throws InterruptedException {
        EventStream asleep = follower();
        for (int each = 1; each <= MANY; each++) {
            journal.append(List.of(message(each)), Instant.EPOCH);
        }
        EventStream late = journal.follow(journal.last());
        assertEquals(List.of(), late.next(10, Duration.ZERO));
        journal.append(List.of(message(MANY + 1), message(MANY + 2)), Instant.EPOCH);
        assertEquals(2, all(late).size());
        asleep.close();
    }

    @Test
    void whatALeaverHeldIsRoomForOthers() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            EventStream asleep = follower();
            for (int each = 1; each <= 1_400; each++) {
                journal.append(List.of(message(each)), Instant.EPOCH);
            }
            assertEquals(1_400, all(asleep).size());
            asleep.close();
        }
    }

    @Test
    void heavyOnesAreTakenFewAtATime() throws InterruptedException {
        EventStream follower = follower();
        for (int each = 1; each <= 100; each++) {
            journal.append(List.of(message(each)), Instant.EPOCH);
        }
        assertEquals(8, follower.next(1_000, Duration.ZERO).size());
    }

    private EventStream follower() throws InterruptedException {
        EventStream follower = journal.follow(journal.last());
        follower.next(1, Duration.ZERO);
        return follower;
    }

    private static List<RecordedEvent> all(EventStream stream) throws InterruptedException {
        var all = new ArrayList<RecordedEvent>();
        List<RecordedEvent> some = stream.next(1_000, Duration.ZERO);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = stream.next(1_000, Duration.ZERO);
        }
        return all;
    }

    private static Event message(long number) {
        return new Event.MessageSent(
                new Message(
                        "m" + number,
                        number,
                        "t",
                        "web",
                        "db",
                        "large",
                        Map.of(),
                        Instant.EPOCH,
                        SIZE));
    }
}

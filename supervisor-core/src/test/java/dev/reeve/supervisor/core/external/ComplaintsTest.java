package dev.reeve.supervisor.core.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an external plugin complains of, in the log.
class ComplaintsTest {
    private final List<String> log = new ArrayList<>();
    private long now;

    private final TimeSource time =
            new TimeSource() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public long nanos() {
                    return now;
                }
            };

    @Test
    void aFloodIsCountedAndNotWrittenDown() {
        var complaints = new Complaints(time, log::add);
        for (int i = 0; i < 1_000; i++) {
            complaints.take("line " + i);
        }
        assertEquals(100, log.size());
        now += 1_000_000_000;
        complaints.take("later");
        assertEquals(List.of("(900 more lines)", "later"), log.subList(100, 102));
    }

    @Test
    void theRestIsToldAtTheEnd() {
        var complaints = new Complaints(time, log::add);
        for (int i = 0; i < 101; i++) {
            complaints.take("line");
        }
        complaints.take(null);
        assertEquals("(1 more lines)", log.getLast());
    }
}

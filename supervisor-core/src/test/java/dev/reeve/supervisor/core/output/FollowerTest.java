package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@Timeout(20)
class FollowerTest {
    private final Followers followers = new Followers();
    private final Follower follower = followers.add(LogQuery.last(List.of(), 0));

    @Test
    void whatDoesNotFitIsCountedInItsPlace() throws InterruptedException {
        for (int i = 0; i < Follower.MOST_LINES + 5; i++) {
            tell(Integer.toString(i));
        }
        for (int i = 0; i < Follower.MOST_LINES; i++) {
            assertEquals(Integer.toString(i), next().text());
        }
        tell("after");
        assertEquals("[5 lines were dropped here: this follower was too slow]", next().text());
        assertEquals("after", next().text());
        assertNull(follower.next(Duration.ZERO));
    }

    @Test
    void whatDoesNotFitIsSaidEvenIfNothingFollows() throws InterruptedException {
        for (int i = 0; i < Follower.MOST_LINES + 1; i++) {
            tell("x");
        }
        for (int i = 0; i < Follower.MOST_LINES; i++) {
            next();
        }
        assertEquals("[1 line was dropped here: this follower was too slow]", next().text());
        assertNull(follower.next(Duration.ZERO));
    }

    @Test
    void longLinesFillTheQueueSooner() throws InterruptedException {
        String line = "x".repeat(Lines.LONGEST);
        for (int i = 0; i < 2000; i++) {
            tell(line);
        }
        int count = 0;
        while (next().text().equals(line)) {
            count++;
        }
        assertEquals(Follower.MOST_LETTERS / Lines.LONGEST, count);
    }

    @Test
    void aClosedFollowerIsToldNothing() throws InterruptedException {
        follower.close();
        assertTrue(!followers.some());
        tell("x");
        assertNull(follower.next(Duration.ofSeconds(10)));
        assertTrue(follower.closed());
    }

    @Test
    void whoWaitsIsWokenByALineAndByTheClose() throws InterruptedException {
        var thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    tell("line");
                                    followers.close();
                                });
        assertEquals("line", next().text());
        assertNull(follower.next(Duration.ofSeconds(10)));
        thread.join();
    }

    private LogLine next() throws InterruptedException {
        return follower.next(Duration.ofSeconds(10));
    }

    private void tell(String text) {
        follower.tell(new LogLine("web", 1, "stdout", Instant.EPOCH, text), null, 0);
    }
}

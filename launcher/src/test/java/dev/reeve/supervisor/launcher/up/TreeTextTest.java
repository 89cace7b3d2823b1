package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.launcher.FakeHouse;
import dev.reeve.supervisor.launcher.text.Paint;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;

class TreeTextTest {
    @Test
    void itCountsWhatIsReadyAndSaysByWhatTheOthersAreAsked() {
        var house = new FakeHouse(Path.of("/nowhere"));
        house.service("db", Phase.RUNNING).service("web", Phase.STARTING);
        String text =
                new TreeText(
                                house.services().items(),
                                name -> name.equals("web") ? "http" : "",
                                new Paint(false),
                                Instant.EPOCH)
                        .text();
        assertEquals("1 of 2 ready", text.lines().findFirst().orElse(""));
        assertEquals(
                1,
                text.lines()
                        .filter(line -> line.startsWith("web  starting"))
                        .filter(line -> line.endsWith("not ready yet (http)"))
                        .count(),
                text);
    }
}

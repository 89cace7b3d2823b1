package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.launcher.FakeHouse;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class InterruptsTest {
    private final FakeHouse house = new FakeHouse(Path.of("/nowhere"));
    private final List<String> told = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Interrupts interrupts = new Interrupts(told::add, complaints::add);

    @Test
    void theFirstStopsInOrderAndTheSecondKills() {
        interrupts.reach(house);
        interrupts.got("INT");
        assertEquals(List.of("shutdown got SIGINT"), house.calls());
        interrupts.got("TERM");
        interrupts.got("TERM");
        assertEquals(List.of("shutdown got SIGINT", "kill", "kill"), house.calls());
        assertEquals("got SIGINT: stopping everything in order; once more kills", told.getFirst());
    }

    @Test
    void whatComesDuringTheStartIsNotLost() {
        interrupts.got("TERM");
        interrupts.reach(house);
        assertEquals(List.of("shutdown got SIGTERM"), house.calls());
    }

    @Test
    void aHangUpReadsTheManifestAgain() {
        interrupts.got("HUP");
        interrupts.reach(house);
        interrupts.got("HUP");
        assertEquals(List.of("reload", "reload"), house.calls());
        assertEquals("`name` holds from the next start on", told.getFirst());
        assertEquals(List.of(), complaints);
    }

    @Test
    void mistakesOfAManifestThatIsReadAgainAreToldOneALine() {
        house.mistake(Problem.at(new Location("m.yaml", 9, 1), null, "`x` is no number"));
        house.mistake(Problem.at(new Location("m.yaml", 3, 5), null, "no such key"));
        interrupts.reach(house);
        interrupts.got("HUP");
        assertEquals(
                List.of("m.yaml:3:5: no such key", "m.yaml:9:1: `x` is no number"), complaints);
    }
}

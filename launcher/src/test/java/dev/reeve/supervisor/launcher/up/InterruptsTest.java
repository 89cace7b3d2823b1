package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.launcher.FakeHouse;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class InterruptsTest {
    private final FakeHouse house = new FakeHouse(Path.of("/nowhere"));
    private final List<String> told = new ArrayList<>();
    private final Interrupts interrupts = new Interrupts(told::add);

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
    void aHangUpDoesNothing() {
        interrupts.reach(house);
        interrupts.got("HUP");
        assertEquals(List.of(), house.calls());
    }
}

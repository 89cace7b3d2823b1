package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.launcher.FakeHouse;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ProgressTest {
    private final FakeHouse house = new FakeHouse(Path.of("/nowhere"));
    private final List<String> told = new ArrayList<>();

    @Test
    void whileItStopsItSaysOnceWhatItWaitsFor() throws InterruptedException {
        house.service("db", Phase.STOPPING).service("web", Phase.STOPPED);
        house.happens(new Event.SupervisorChanged("stopping", "stopping everything"));
        var progress = new Progress(house, told::add);
        progress.idle();
        progress.take(Duration.ZERO);
        progress.idle();
        progress.idle();
        assertEquals(List.of("stopping everything", "still waiting for db (stopping)"), told);
    }

    @Test
    void anEventCannotSteerTheTerminal() throws InterruptedException {
        house.goes("db", Phase.STARTING, Phase.FAILED, "\u001b]0;owned\u0007");
        new Progress(house, told::add).take(Duration.ZERO);
        assertEquals(List.of("db: failed, \\x1b]0;owned\\x07"), told);
    }
}

package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.launcher.client.Standing;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class ReadinessTest {
    @Test
    void allIsReadyWhenAllRunOrAreDone() {
        var readiness = of(service("db", "running", ""), service("once", "stopped", "exited"));
        assertEquals(true, readiness.isSettled());
        assertEquals(List.of(), readiness.missing());
    }

    @Test
    void whatStartsMayStillCome() {
        for (String phase : List.of("unknown", "starting", "stopping", "waiting")) {
            assertEquals(false, of(service("db", phase, "")).isSettled(), phase);
        }
    }

    @Test
    void whoWaitsForSomethingThatFailedWaitsInVain() {
        var readiness =
                of(
                        service("db", "failed", "spawn_failed"),
                        service("api", "waiting", "dependency", "db"),
                        service("web", "waiting", "dependency", "api"));
        assertEquals(true, readiness.isSettled());
        assertEquals(
                List.of("api", "db", "web"),
                readiness.missing().stream().map(Standing::name).sorted().toList());
    }

    @Test
    void aThirdFailureInARowIsEnough() {
        assertEquals(false, of(failing(2)).isSettled());
        assertEquals(true, of(failing(3)).isSettled());
    }

    @Test
    void whatIsNotWantedIsNotMissed() {
        var idle = new Standing("idle", false, "stopped", "", "", 0, List.of(), 0);
        assertEquals(true, of(idle).isSettled());
        assertEquals(List.of(), of(idle).missing());
    }

    private static Standing failing(int failures) {
        return new Standing("db", true, "backoff", "crashed", "", failures, List.of(), 0);
    }

    private static Standing service(String name, String phase, String reason, String... waitsFor) {
        return new Standing(name, true, phase, reason, "", 0, List.of(waitsFor), 0);
    }

    private static Readiness of(Standing... services) {
        Map<String, Standing> standings =
                Arrays.stream(services).collect(Collectors.toMap(Standing::name, it -> it));
        return new Readiness(standings);
    }
}

package dev.reeve.distribution;

import org.junit.jupiter.api.Test;

import java.util.Random;

class InterruptTest {
    private static final int MOMENTS = 20;
    private static final int LATEST_MILLIS = 1500;

    @Test
    void interruptedAtAnyMomentOfItsStartItLeavesNothing() throws Exception {
        long seed = Long.getLong("interrupt.seed", System.nanoTime());
        System.out.println("moments of the interrupts by -Dinterrupt.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < MOMENTS; round++) {
            interruptAfter(random.nextInt(LATEST_MILLIS));
        }
    }

    private static void interruptAfter(int millis) throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      stays: {command: [sleep, "100"]}
                      forks: {command: "sleep 100 & sleep 100 & wait", shell: true}
                      slow:
                        command: "sleep 0.3; touch ready; exec sleep 100"
                        shell: true
                        ready: {file: {path: ready}}
                      piped:
                        command: "sleep 0.1; echo ready >pipe; exec sleep 100"
                        shell: true
                        ready: {pipe: {path: pipe}}
                      last: {command: [sleep, "100"], depends_on: [slow, piped]}
                    """);
            var up = household.up();
            // Not a wait for something: the moment is the point.
            up.waitFor(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
            Processes.signal("INT", up.pid());
            household.ended(up);
            household.assertNothingLeft();
        }
    }
}

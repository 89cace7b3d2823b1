package dev.reeve.supervisor.core.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Random manifests against random faults, with every invariant checked after every step. A failure
/// names its seed: `-Dsim.seed=N` tells the same story again; `-Dsim.steps=N` tells more of them.
class SimulationTest {
    private static final long STEPS = Long.getLong("sim.steps", 100_000);

    @Test
    void whateverHappensNothingIsDoubledLostOrStuck() {
        Long only = Long.getLong("sim.seed");
        if (only != null) {
            assertTrue(new World(only).live(2_000) > 0);
            return;
        }
        long steps = 0;
        for (long seed = 1; steps < STEPS; seed++) {
            steps += new World(seed).live(400 + (int) (seed % 7) * 300);
        }
        assertTrue(steps >= STEPS);
    }
}

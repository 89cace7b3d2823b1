package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Supervisors are killed again and again, whatever they are doing. With `-Dreeve.long=true` more
/// often and with more services; `-Dreeve.seed` repeats a case.
class SuccessionLoopTest {
    private static final boolean LONG = Boolean.getBoolean("reeve.long");
    private static final int SERVICES = LONG ? 200 : 30;
    private static final int KILLS = LONG ? 20 : 4;
    private static final int LONGEST_LIFE = LONG ? 6000 : 2500;

    private final long seed = Long.getLong("reeve.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> processes = new TreeMap<>();
    private double processor;

    @Test
    void howeverOftenASupervisorIsKilledEachServiceIsThereOnce() throws Exception {
        System.out.println("seed " + seed);
        try (var household = new Household()) {
            household.file("reeve.yaml", manifest());
            long begin = System.nanoTime();
            for (int round = 0; round < KILLS; round++) {
                var up = household.up();
                int life = random.nextInt(LONGEST_LIFE);
                if (up.waitFor(life, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("it has ended; " + household.said());
                }
                processor += Processes.processor(up.pid());
                Succession.kill(up);
            }
            long killed = System.nanoTime();
            var up = household.up();
            household.await("all run", () -> running(household) == SERVICES);
            long there = System.nanoTime();
            Succession.assertOneCopyEach(household, processes);
            Succession.assertNoEventMissing(household);
            processor += Processes.processor(up.pid());
            System.out.printf(
                    "%d services, %d kills in %.1f s; all run after %.1f s;"
                            + " the supervisors have used %.1f s of a processor%n",
                    SERVICES, KILLS, (killed - begin) / 1e9, (there - killed) / 1e9, processor);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    private static long running(Household household) throws Exception {
        return household.control().services().stream()
                .filter(service -> "running".equals(service.get("phase")))
                .count();
    }

    private String manifest() {
        var text = new StringBuilder("defaults: {restart: {policy: always, max_attempts: -1}}\n");
        text.append("services:\n");
        for (int number = 0; number < SERVICES; number++) {
            var name = "service-" + number;
            int kind = random.nextInt(4);
            processes.put(name, List.of(1, 1, 3, 2).get(kind));
            text.append("  %s:\n    command: %s\n".formatted(name, command(kind)));
            text.append("    on_orphan: %s\n".formatted(random.nextBoolean() ? "adopt" : "kill"));
            text.append("    stop: {timeout: 300ms}\n");
            if (number > 0 && random.nextInt(3) == 0) {
                text.append("    depends_on: [service-%d]\n".formatted(random.nextInt(number)));
            }
        }
        return text.toString();
    }

    private static String command(int kind) {
        return switch (kind) {
            case 0 -> "[sleep, '1000']";
            case 1 -> "[sh, -c, 'sleep 0.1; exec sleep 1000']";
            case 2 -> "[sh, -c, 'setsid sleep 1003 & sleep 1004 & wait']";
            default -> "[sh, -c, 'trap \"\" TERM; sleep 1000; wait']";
        };
    }
}

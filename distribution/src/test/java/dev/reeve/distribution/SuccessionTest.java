package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A supervisor is killed by KILL, and another one comes.
class SuccessionTest {
    private static final List<String> KINDS = List.of("plain", "deaf", "parent", "writer");
    private static final Map<String, Integer> PROCESSES =
            new TreeMap<>(Map.of("plain", 1, "deaf", 1, "parent", 3, "writer", 1));

    @Test
    void eachServiceIsThereOnceAndWhatIsAdoptedHasNotNoticed() throws Exception {
        Programs.assumeThere("python3");
        try (var household = household()) {
            household.file("late.yaml", "name: late\ncommand: [sleep, '1000']\n");
            var first = household.up();
            awaitAll(household);
            household.reeve("suspend", "plain_held").expecting(0);
            household.reeve("add", "-f", "late.yaml").expecting(0);
            var before = pids(household);
            household.await("much is printed", () -> printed(household, "writer_adopt") > 200);
            int seen = printed(household, "writer_adopt");

            Succession.kill(first);
            var second = household.up();
            awaitAll(household);
            household.awaitPhase("late", "running");
            for (var kind : KINDS) {
                assertEquals(before.get(kind + "_adopt"), pids(household).get(kind + "_adopt"));
                assertNotEquals(before.get(kind + "_kill"), pids(household).get(kind + "_kill"));
            }
            var processes = new TreeMap<>(Map.of("late", 1));
            PROCESSES.forEach((kind, count) -> processes.put(kind + "_adopt", count));
            PROCESSES.forEach((kind, count) -> processes.put(kind + "_kill", count));
            Succession.assertOneCopyEach(household, processes);
            assertEquals(1, household.control().service("plain_adopt").get("run"));
            var held = household.control().service("plain_held");
            assertEquals("suspended", held.get("desired"));

            household.await("it prints on", () -> printed(household, "writer_adopt") > seen + 500);
            var lines = Succession.printed(household, "writer_adopt");
            assertEquals(IntStream.rangeClosed(1, lines.size()).boxed().toList(), lines);
            Succession.assertNoEventMissing(household);
            down(household, second);
        }
    }

    @Test
    void whatIsAdoptedIsStoppedAndIsSeenToEnd() throws Exception {
        Programs.assumeThere("python3");
        try (var household = household()) {
            Succession.kill(upWithAll(household));
            var second = upWithAll(household);
            for (var kind : KINDS) {
                household.reeve("stop", kind + "_adopt").expecting(0);
                assertNull(Succession.runs(household).get(kind + "_adopt"));
            }
            household.reeve("resume", "plain_held").expecting(0);

            household.reeve("start", "plain_adopt").expecting(0);
            long pid = Household.pid(household.awaitPhase("plain_adopt", "running"));
            Succession.kill(second);
            var third = household.up();
            household.awaitPhase("plain_adopt", "running");
            Processes.signal("KILL", pid);
            long begin = System.nanoTime();
            household.awaitPid("plain_adopt", pid);
            assertTrue(System.nanoTime() - begin < 1_500_000_000L, "noticed too late");
            var ended =
                    household.control().events().stream()
                            .filter(event -> "plain_adopt".equals(event.get("service")))
                            .map(event -> (Map<?, ?>) event.get("data"))
                            .filter(data -> "backoff".equals(data.get("to")))
                            .map(data -> (Map<?, ?>) data.get("reason"))
                            .toList();
            assertEquals(1, ended.size(), ended.toString());
            assertNull(ended.getFirst().get("exit_code"));
            assertNull(ended.getFirst().get("signal"));
            assertTrue(
                    String.valueOf(ended.getFirst().get("text")).contains("nobody saw how"),
                    ended.toString());
            down(household, third);
        }
    }

    @Test
    void aProcessThatMerelyHasTheNumberIsNotTouched() throws Exception {
        var last = Path.of("/proc/sys/kernel/ns_last_pid");
        Assumptions.assumeTrue(
                Files.isWritable(last), "skipped: only root chooses the number of a process");
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      killed: {command: [sleep, "1001"]}
                      adopted: {command: [sleep, "1001"], on_orphan: adopt}
                    """);
            var first = household.up();
            var strangers = new LinkedHashMap<String, Process>();
            var pids = new TreeMap<String, Long>();
            for (var name : List.of("killed", "adopted")) {
                pids.put(name, Household.pid(household.awaitPhase(name, "running")));
            }
            Succession.kill(first);
            for (var name : pids.keySet()) {
                Processes.signal("KILL", pids.get(name));
                household.await(
                        "it is gone", () -> !Files.exists(Path.of("/proc/" + pids.get(name))));
                strangers.put(name, withNumber(last, pids.get(name)));
            }
            var other = new ProcessBuilder("sleep", "1002");
            other.environment().put("REEVE_RUN", "0c8e8b0e-0000-4000-8000-000000000000:killed:1:1");
            strangers.put("of another supervisor", other.start());
            try {
                var second = household.up();
                for (var name : pids.keySet()) {
                    assertNotEquals(
                            pids.get(name), Household.pid(household.awaitPhase(name, "running")));
                }
                down(household, second);
                strangers.forEach((name, process) -> assertTrue(process.isAlive(), name));
            } finally {
                strangers.values().forEach(Process::destroyForcibly);
            }
        }
    }

    /// As soon as no other process is faster.
    private static Process withNumber(Path last, long pid) throws IOException {
        for (int round = 0; round < 200; round++) {
            Files.writeString(last, Long.toString(pid - 1));
            var process = new ProcessBuilder("sleep", "1001").start();
            if (process.pid() == pid) {
                return process;
            }
            process.destroyForcibly();
        }
        return Assumptions.abort("skipped: others take the number first");
    }

    private static Household household() throws IOException {
        var household = new Household();
        var services = new StringBuilder("services:\n");
        for (var kind : KINDS) {
            for (var orphan : List.of("adopt", "kill")) {
                services.append("  %s_%s:\n".formatted(kind, orphan));
                services.append("    command: %s\n".formatted(command(kind)));
                services.append("    on_orphan: %s\n".formatted(orphan));
                services.append("    stop: {timeout: 500ms}\n");
                services.append("    restart: {policy: always, backoff: {initial: 100ms}}\n");
            }
        }
        services.append("  plain_held: {command: [sleep, '1000'], on_orphan: adopt}\n");
        household.file("reeve.yaml", services.toString());
        household.file(
                "deaf.py",
                "import signal, time\nsignal.signal(15, signal.SIG_IGN)\ntime.sleep(1000)\n");
        household.file(
                "writer.py",
                """
                import itertools, time
                for number in itertools.count(1):
                    print(number, flush=True)
                    time.sleep(0.002)
                """);
        return household;
    }

    private static String command(String kind) {
        return switch (kind) {
            case "deaf" -> "[python3, deaf.py]";
            case "parent" -> "[sh, -c, 'setsid sleep 1003 & sleep 1004 & wait']";
            case "writer" -> "[python3, writer.py]";
            default -> "[sleep, '1000']";
        };
    }

    private static Process upWithAll(Household household) throws Exception {
        var up = household.up();
        awaitAll(household);
        return up;
    }

    private static void awaitAll(Household household) throws Exception {
        for (var kind : KINDS) {
            household.awaitPhase(kind + "_adopt", "running");
            household.awaitPhase(kind + "_kill", "running");
        }
    }

    private static Map<String, Long> pids(Household household) throws IOException {
        var pids = new TreeMap<String, Long>();
        for (var service : household.control().services()) {
            pids.put(String.valueOf(service.get("name")), Household.pid(service));
        }
        return pids;
    }

    private static int printed(Household household, String name) throws IOException {
        return Succession.printed(household, name).size();
    }

    private static void down(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}

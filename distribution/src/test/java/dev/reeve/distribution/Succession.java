package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What is there when one supervisor has followed on another, as /proc and files show it.
final class Succession {
    private Succession() {}

    /// Kills the supervisor alone.
    static void kill(Process supervisor) throws Exception {
        Processes.signal("KILL", supervisor.pid());
        supervisor.waitFor();
    }

    /// The living processes by service and run, as their environment says:
    /// `INSTANCE:SERVICE:RUN:LIFE`.
    static Map<String, Map<String, TreeSet<Long>>> runs(Household household) throws IOException {
        var runs = new TreeMap<String, Map<String, TreeSet<Long>>>();
        for (long pid : household.living()) {
            var token = Processes.variable(pid, "REEVE_RUN");
            if (!token.isEmpty()) {
                runs.computeIfAbsent(token.split(":")[1], _ -> new TreeMap<>())
                        .computeIfAbsent(token, _ -> new TreeSet<>())
                        .add(pid);
            }
        }
        return runs;
    }

    /// Of each service one run lives, has as many processes as it should, and is the one that is
    /// told of; nothing else lives.
    static void assertOneCopyEach(Household household, Map<String, Integer> processes)
            throws Exception {
        var runs =
                household.await(
                        "one copy of each",
                        () -> {
                            var all = runs(household);
                            assertEquals(processes, counts(all), all::toString);
                            return all;
                        });
        for (var told : household.control().services()) {
            var run = runs.get(String.valueOf(told.get("name")));
            if (run == null) {
                assertEquals(0, Household.pid(told), told::toString);
            } else {
                var token = run.keySet().iterator().next();
                assertTrue(run.get(token).contains(Household.pid(told)), () -> told + ": " + run);
                assertEquals(String.valueOf(told.get("run")), token.split(":")[2]);
            }
        }
    }

    /// -1 for what has more than one run.
    private static Map<String, Integer> counts(Map<String, Map<String, TreeSet<Long>>> runs) {
        var counts = new TreeMap<String, Integer>();
        runs.forEach(
                (name, run) ->
                        counts.put(
                                name,
                                run.size() == 1 ? run.values().iterator().next().size() : -1));
        return counts;
    }

    /// From 1 on, without one missing and with none twice.
    static void assertNoEventMissing(Household household) throws IOException {
        var seqs =
                household.control().events().stream()
                        .map(event -> ((Number) event.get("seq")).intValue())
                        .toList();
        assertEquals(IntStream.rangeClosed(1, seqs.size()).boxed().toList(), seqs);
    }

    /// The numbers that it has printed so far, a line each; the last line may be half.
    static List<Integer> printed(Household household, String name) throws IOException {
        var text =
                Files.readString(household.folder().resolve(".reeve/logs/" + name + ".stdout.log"));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Integer::valueOf).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> json(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}

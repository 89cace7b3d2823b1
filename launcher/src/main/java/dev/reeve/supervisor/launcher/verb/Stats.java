package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Format;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Totals;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `reeve stats [SERVICE…]`
@Command(
        name = "stats",
        description = {
            "Shows what services use, each with all its processes.",
            "As json or yaml and without SERVICE: the totals."
        })
public final class Stats extends Verb {
    private static final int AT_ONCE = 16;

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    public Stats(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Exception {
        Client client = reeve.client(null);
        if (targets.isEmpty() && reeve.format() != Format.TABLE) {
            reeve.answers().write(client.get("/v1/stats"), () -> "");
            return 0;
        }
        List<Map<String, Object>> samples =
                samples(client, Services.of(client).match(targets).names());
        String totals = targets.isEmpty() ? "\n" + Totals.line(client.get("/v1/stats")) : "";
        reeve.answers()
                .write(
                        samples.size() == 1
                                ? samples.getFirst()
                                : Map.of("items", samples, "total", samples.size()),
                        () -> table(samples) + totals);
        return 0;
    }

    /// Several at once, since a share of CPU time takes two looks and some time between them.
    private static List<Map<String, Object>> samples(Client client, List<String> names)
            throws Exception {
        var samples = new ArrayList<Map<String, Object>>();
        try (var askers = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = new ArrayList<Callable<Map<String, Object>>>();
            for (String name : names) {
                tasks.add(() -> client.get("/v1/services/" + Client.escaped(name) + "/stats"));
            }
            for (Future<Map<String, Object>> sample : askers.invokeAll(tasks)) {
                samples.add(sample.get());
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
        return samples;
    }

    private String table(List<Map<String, Object>> samples) {
        var table =
                new Table(
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        -1,
                        "NAME",
                        "CPU",
                        "MAX CPU",
                        "MEMORY",
                        "MAX MEMORY",
                        "PROCESSES",
                        "THREADS",
                        "FILES");
        for (Map<String, Object> sample : samples) {
            table.row(
                    Words.of(sample.get("name")),
                    Words.percent(sample.get("cpu_percent")),
                    Words.percent(sample.get("max_cpu_percent")),
                    Words.size(sample.get("memory_bytes")),
                    Words.size(sample.get("max_memory_bytes")),
                    Words.of(sample.get("processes")),
                    Words.of(sample.get("threads")),
                    Words.of(sample.get("open_files")));
        }
        return table.toString();
    }
}

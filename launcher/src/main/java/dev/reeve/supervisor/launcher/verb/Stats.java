package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Format;
import dev.reeve.supervisor.launcher.text.Screen;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Totals;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `reeve stats [SERVICE…]`
@Command(
        name = "stats",
        description = {
            "Shows what running services use, each with all its processes, the busiest first.",
            "On a terminal it goes on until Ctrl-C.",
            "As json or yaml and without SERVICE: the totals."
        })
public final class Stats extends Verb {
    private static final int AT_ONCE = 16;
    private static final Comparator<Map<String, Object>> BUSIEST =
            Comparator.comparingDouble(Stats::cpu)
                    .reversed()
                    .thenComparing(sample -> Words.of(sample.get("name")));

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    @Option(names = "--once", description = "only once, also on a terminal")
    boolean once;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "how often on a terminal (default: 2s)")
    Duration interval = Duration.ofSeconds(2);

    public Stats(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (interval.isZero()) {
            throw wrongUse("--interval takes a time longer than 0");
        }
        Client client = reeve.client(null);
        boolean table = reeve.format() == Format.TABLE;
        if (targets.isEmpty() && !table) {
            reeve.answers().write(client.get("/v1/stats"), () -> "");
            return 0;
        }
        if (once || !table || !reeve.around().terminal().present()) {
            List<Map<String, Object>> samples = targets.isEmpty() ? samples(client) : named(client);
            String text = table ? text(client, samples) : "";
            reeve.answers()
                    .write(
                            samples.size() == 1 && !targets.isEmpty()
                                    ? samples.getFirst()
                                    : Json.list(samples, samples.size()),
                            () -> text);
            return 0;
        }
        return live(client);
    }

    private int live(Client client) throws Failure {
        try (var screen = new Screen(reeve.around())) {
            while (true) {
                screen.show(text(client, samples(client)));
                Thread.sleep(interval);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// Of those that are named, also where they do not run. Several at once, since a share of CPU
    /// time takes two looks and some time between them.
    private List<Map<String, Object>> named(Client client) throws Failure {
        var samples = new ArrayList<Map<String, Object>>();
        try (var askers = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = new ArrayList<Callable<Map<String, Object>>>();
            for (String name : Services.of(client).match(targets).names()) {
                tasks.add(() -> client.get("/v1/services/" + Client.escaped(name) + "/stats"));
            }
            for (Future<Map<String, Object>> sample : askers.invokeAll(tasks)) {
                samples.add(sample.get());
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("a request gives an answer or a failure", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.FAILED, "interrupted");
        }
        samples.sort(BUSIEST);
        return samples;
    }

    /// Of those that run, the busiest first.
    private List<Map<String, Object>> samples(Client client) throws Failure {
        List<Map<String, Object>> all = new ArrayList<>(client.list("/v1/samples"));
        if (!targets.isEmpty()) {
            Set<String> wanted = new HashSet<>(Services.of(client).match(targets).bareNames());
            all.removeIf(sample -> !wanted.contains(Words.of(sample.get("name"))));
        }
        all.sort(BUSIEST);
        return all;
    }

    private static double cpu(Map<String, Object> sample) {
        return sample.get("cpu_percent") instanceof Number percent ? percent.doubleValue() : 0;
    }

    private String text(Client client, List<Map<String, Object>> samples) throws Failure {
        String totals = targets.isEmpty() ? "\n" + Totals.line(client.get("/v1/stats")) : "";
        return table(samples) + totals;
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
                                "FILES")
                        .dispensable(6, 5, 2, 4);
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

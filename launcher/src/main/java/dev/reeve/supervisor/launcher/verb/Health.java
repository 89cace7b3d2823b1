package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve health SERVICE…`
@Command(
        name = "health",
        description = {
            "Looks at the health of services, now.",
            "Ends with 0 when all are healthy, with 1 when one is not, or nobody can tell."
        })
public final class Health extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "1..*",
            description = "names, globs (web-*) or full keys (kind:source:name)")
    List<String> targets = new ArrayList<>();

    @Option(names = "--pause", description = "no longer look by itself")
    boolean pause;

    @Option(names = "--resume", description = "look by itself again")
    boolean resume;

    public Health(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (pause && resume) {
            throw wrongUse("say either --pause or --resume");
        }
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).names();
        return pause || resume ? set(client, names) : look(client, names);
    }

    private int look(Client client, List<String> names) throws Failure {
        var answers = new ArrayList<Map<String, Object>>();
        for (String name : names) {
            String path = "/v1/services/" + Client.escaped(name) + "/health";
            answers.add(client.post(path, Map.of()));
        }
        reeve.answers()
                .write(
                        answers.size() == 1 ? answers.getFirst() : named(names, answers),
                        () -> table(names, answers));
        boolean good = answers.stream().allMatch(answer -> "healthy".equals(answer.get("health")));
        return good ? 0 : Failure.FAILED;
    }

    private int set(Client client, List<String> names) throws Failure {
        String verb = pause ? "health/pause" : "health/resume";
        Map<String, Object> answer = OneByOne.ask(client, names, verb, Map.of());
        List<Map<String, Object>> results = Json.objects(answer.get("results"));
        reeve.answers().write(answer, () -> lines(results));
        boolean failed = false;
        for (Map<String, Object> result : results) {
            if (result.get("error") != null) {
                failed = true;
                reeve.around()
                        .err()
                        .println(Words.of(result.get("name")) + ": " + result.get("error"));
            }
        }
        return failed ? Failure.FAILED : 0;
    }

    private String lines(List<Map<String, Object>> results) {
        String now = pause ? "health is not looked at" : "health is looked at";
        return results.stream()
                .filter(result -> result.get("error") == null)
                .map(result -> Words.of(result.get("name")) + ": " + now)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> named(
            List<String> names, List<Map<String, Object>> answers) {
        var items = new ArrayList<Map<String, Object>>();
        for (int at = 0; at < names.size(); at++) {
            var item = new LinkedHashMap<String, Object>();
            item.put("name", names.get(at));
            item.putAll(answers.get(at));
            items.add(item);
        }
        return Json.list(items, items.size());
    }

    private String table(List<String> names, List<Map<String, Object>> answers) {
        var table =
                new Table(
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        1,
                        "NAME",
                        "HEALTH",
                        "TOOK",
                        "DETAIL");
        for (int at = 0; at < names.size(); at++) {
            Map<String, Object> answer = answers.get(at);
            table.row(
                    names.get(at),
                    Words.of(answer.get("health")),
                    Words.took(answer.get("took_seconds")),
                    Words.of(answer.get("detail")));
        }
        return table.toString();
    }
}

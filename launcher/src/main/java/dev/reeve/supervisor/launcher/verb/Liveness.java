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

/// `reeve liveness SERVICE… [--provision]`
@Command(
        name = "liveness",
        description = {
            "Looks whether the other side of sessions is there, now.",
            "Ends with 0 when all are online, with 1 when one is not."
        })
public final class Liveness extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "1..*",
            description = "names, globs (web-*) or full keys (kind:source:name)")
    List<String> targets = new ArrayList<>();

    @Option(
            names = "--provision",
            description = "open a session that is not open, and one that has died again")
    boolean provision;

    public Liveness(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        var answers = new ArrayList<Map<String, Object>>();
        for (String name : Services.of(client).match(targets).names()) {
            String path = "/v1/services/" + Client.escaped(name) + "/liveness";
            var answer = new LinkedHashMap<String, Object>();
            answer.put("name", name);
            answer.putAll(
                    provision ? client.post(path + "?provision=true", Map.of()) : client.get(path));
            answers.add(answer);
        }
        reeve.answers()
                .write(
                        answers.size() == 1 ? bare(answers.getFirst()) : list(answers),
                        () -> table(answers));
        boolean good = answers.stream().allMatch(answer -> "online".equals(answer.get("status")));
        return good ? 0 : Failure.FAILED;
    }

    /// One answer is that of the interface, unchanged.
    private static Map<String, Object> bare(Map<String, Object> answer) {
        var bare = new LinkedHashMap<>(answer);
        bare.remove("name");
        return bare;
    }

    private static Map<String, Object> list(List<Map<String, Object>> answers) {
        return Json.list(answers, answers.size());
    }

    private String table(List<Map<String, Object>> answers) {
        var table =
                new Table(
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        1,
                        "NAME",
                        "LIVENESS",
                        "DETAIL");
        for (Map<String, Object> answer : answers) {
            table.row(
                    Words.of(answer.get("name")),
                    Words.of(answer.get("status")),
                    Words.of(answer.get("detail")));
        }
        return table.toString();
    }
}

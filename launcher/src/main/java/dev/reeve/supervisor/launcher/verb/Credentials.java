package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve credentials SERVICE`
@Command(
        name = "credentials",
        description = {
            "Shows what it takes to reach the other side of a session yourself.",
            "For administrators; that they were read is an event."
        })
public final class Credentials extends Verb {
    @Parameters(paramLabel = "SERVICE", description = "a name or a full key")
    String target = "";

    public Credentials(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(List.of(target)).names();
        if (names.size() != 1) {
            throw wrongUse("`" + target + "` means several services");
        }
        String path = "/v1/services/" + Client.escaped(names.getFirst()) + "/credentials";
        Map<String, Object> answer = client.get(path);
        Map<String, Object> credentials = Json.object(answer.get("credentials"));
        reeve.answers()
                .write(
                        answer,
                        () ->
                                credentials.entrySet().stream()
                                        .map(one -> one.getKey() + " = " + Words.of(one.getValue()))
                                        .collect(Collectors.joining("\n")));
        return 0;
    }
}

package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;

/// `reeve start SERVICE…`
@Command(
        name = "start",
        description = "Starts services and what they require; returns when they are ready.")
public final class Start extends ServiceAction {
    public Start(Reeve reeve) {
        super(reeve);
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return client.post("/v1/services/start", Map.of("names", names));
    }
}

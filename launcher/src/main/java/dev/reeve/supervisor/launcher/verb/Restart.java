package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;

/// `reeve restart SERVICE…`
@Command(
        name = "restart",
        description = "Stops services and starts them again; returns when they are ready.")
public final class Restart extends ServiceAction {
    public Restart(Reeve reeve) {
        super(reeve);
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return client.post("/v1/services/restart", Map.of("names", names));
    }
}

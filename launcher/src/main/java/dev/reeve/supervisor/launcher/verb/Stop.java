package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;

/// `reeve stop SERVICE…`
@Command(name = "stop", description = "Stops services; returns when nothing of them lives.")
public final class Stop extends ServiceAction {
    public Stop(Reeve reeve) {
        super(reeve);
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return client.post("/v1/services/stop", Map.of("names", names));
    }
}

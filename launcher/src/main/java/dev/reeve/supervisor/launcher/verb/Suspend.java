package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;

/// `reeve suspend SERVICE…`
@Command(
        name = "suspend",
        description = "Stops services and holds them back until they are resumed.")
public final class Suspend extends ServiceAction {
    public Suspend(Reeve reeve) {
        super(reeve);
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return OneByOne.ask(client, names, "suspend", Map.of());
    }
}

package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Map;

/// `reeve resume SERVICE…`
@Command(name = "resume", description = "Lets suspended services run again.")
public final class Resume extends ServiceAction {
    public Resume(Reeve reeve) {
        super(reeve);
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return OneByOne.ask(client, names, "resume", Map.of());
    }
}

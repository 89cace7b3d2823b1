package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `reeve signal SIG SERVICE…`
@Command(name = "signal", description = "Sends a signal to the process groups of services.")
public final class SendSignal extends Action {
    @Parameters(index = "0", paramLabel = "SIG", description = "TERM, HUP, 10, RTMIN+1, …")
    String signal = "";

    @Parameters(
            index = "1..*",
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys (kind:source:name)")
    List<String> targets = new ArrayList<>();

    public SendSignal(Reeve reeve) {
        super(reeve);
    }

    @Override
    List<String> targets() {
        return targets;
    }

    @Override
    Map<String, Object> ask(Client client, List<String> names) throws Failure {
        return OneByOne.ask(client, names, "signal", Map.of("signal", signal));
    }

    @Override
    public Integer call() throws Failure {
        if (Signal.named(signal).isEmpty()) {
            throw wrongUse("no signal is called `" + signal + "`");
        }
        return super.call();
    }
}

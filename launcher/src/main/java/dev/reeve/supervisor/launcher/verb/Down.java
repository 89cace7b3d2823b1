package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Standing;
import dev.reeve.supervisor.launcher.client.SupervisorProcess;
import dev.reeve.supervisor.launcher.client.Watch;

import picocli.CommandLine.Command;

import java.util.Map;
import java.util.Optional;

/// `reeve down`
@Command(
        name = "down",
        description = "Stops all services in order, and the supervisor; returns when it has ended.")
public final class Down extends Verb {
    public Down(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        Object pid = client.get("/v1/supervisor").get("pid");
        Optional<SupervisorProcess> process =
                client.isLocal() && pid instanceof Number number
                        ? SupervisorProcess.of(number.longValue())
                        : Optional.empty();
        try (var watch = Watch.begin(client)) {
            Map<String, Object> answer = client.post("/v1/shutdown", Map.of());
            for (var moved = watch.next(); !moved.isEmpty(); moved = watch.next()) {
                moved.stream().map(Standing::line).forEach(reeve::tell);
            }
            process.ifPresent(SupervisorProcess::awaitEnd);
            reeve.answers().write(answer, () -> "the supervisor has ended");
        }
        return 0;
    }
}

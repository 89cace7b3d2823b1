package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `reeve status [SERVICE…]`
@Command(name = "status", aliases = "ps", description = "Shows where services stand.")
public final class Status extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    public Status(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Services services = Services.of(reeve.client(null)).match(targets);
        reeve.answers().write(services.answer(), () -> table(services.items()));
        return 0;
    }

    /// What it says of itself; where it does not run, first why.
    private static String last(Map<String, Object> service) {
        Object said = service.get("status_text");
        Object why = Json.object(service.get("reason")).get("text");
        if (said == null) {
            return Words.of(why);
        }
        boolean running = "running".equals(service.get("phase"));
        return running || why == null ? Words.of(said) : Words.of(why) + "; " + Words.of(said);
    }

    private String table(List<Map<String, Object>> services) {
        var table =
                new Table(
                                reeve.answers().paint(),
                                reeve.around().terminal().columns().get(),
                                1,
                                "NAME",
                                "STATUS",
                                "HEALTH",
                                "PID",
                                "UPTIME",
                                "RESTARTS",
                                "REASON")
                        .dispensable(5, 2, 3, 4);
        for (Map<String, Object> service : services) {
            Object liveness = Json.object(service.get("liveness")).get("status");
            Object health = liveness == null ? service.get("health") : liveness;
            table.row(
                    Words.of(service.get("name")),
                    Words.of(service.get("status")),
                    Words.of("unknown".equals(health) ? null : health),
                    Words.of(service.get("pid")),
                    Words.age(service.get("uptime_seconds")),
                    Words.of(service.get("restarts")),
                    last(service));
        }
        return table.toString();
    }
}

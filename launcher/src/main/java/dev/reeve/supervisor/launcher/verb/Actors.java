package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Ago;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `reeve actors [ACTOR…]`
@Command(
        name = "actors",
        description = "Shows who acts: services and their parts, plugins, the supervisor itself.")
public final class Actors extends Verb {
    @Parameters(
            paramLabel = "ACTOR",
            arity = "0..*",
            description =
                    "names: web, web:worker-1, plugin:ID, supervisor; all where none is given")
    List<String> names = new ArrayList<>();

    public Actors(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        List<Map<String, Object>> actors = actors(client);
        reeve.answers()
                .write(
                        names.size() == 1 ? actors.getFirst() : Json.list(actors, actors.size()),
                        () -> table(actors));
        return 0;
    }

    private List<Map<String, Object>> actors(Client client) throws Failure {
        if (names.isEmpty()) {
            return client.list("/v1/actors");
        }
        var actors = new ArrayList<Map<String, Object>>();
        for (String name : names) {
            actors.add(client.get("/v1/actors/" + Client.escaped(name)));
        }
        return actors;
    }

    private String table(List<Map<String, Object>> actors) {
        var table =
                new Table(
                                reeve.answers().paint(),
                                reeve.around().terminal().columns().get(),
                                2,
                                "NAME",
                                "KIND",
                                "ACTIVITY",
                                "THREAD",
                                "MESSAGES",
                                "QUEUE",
                                "LAST")
                        .dispensable(1, 5, 4);
        for (Map<String, Object> actor : actors) {
            table.row(
                    Words.of(actor.get("name")),
                    Words.of(actor.get("kind")),
                    Words.of(actor.get("activity")),
                    Words.of(actor.get("thread")),
                    Words.of(actor.get("message_count")),
                    Words.of(actor.get("queue_depth")),
                    Ago.of(actor.get("last_activity_at"), reeve.around().clock()));
        }
        return table.toString();
    }
}

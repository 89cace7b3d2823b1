package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Moment;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve events [-f]`
@Command(name = "events", description = "Shows what has happened, oldest first.")
public final class Events extends Verb {
    private static final int PAGE = 100;

    /// What is shown where nobody says which types: not what actors do and say, of which there is
    /// much.
    private static final List<String> USUAL =
            List.of(
                    "state",
                    "health",
                    "liveness",
                    "credentials",
                    "error",
                    "hook",
                    "plugin",
                    "reload",
                    "supervisor",
                    "gap");

    @Option(
            names = {"-f", "--follow"},
            description = {
                "and what happens from now on; alone, only that.",
                "Goes on across a restart of the supervisor; Ctrl-C ends it"
            })
    boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "from this time on: 2026-01-31T12:00:00Z, or 10m for ten minutes ago")
    @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "before this time; not with -f")
    @Nullable String until;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = {
                "only these types: state, health, error, …;",
                "message, thread and actor are among them only where they are asked for,",
                "or where the answer is JSON or YAML"
            })
    List<String> types = new ArrayList<>();

    @Option(names = "--service", paramLabel = "SERVICE", description = "only of this service")
    @Nullable String service;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "the last N (default: ${DEFAULT-VALUE})")
    int limit = 100;

    public Events(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (limit < 0) {
            throw wrongUse("--limit takes a number from 0, not " + limit);
        }
        if (follow && until != null) {
            throw wrongUse("say either -f or --until");
        }
        Client client = reeve.client(null);
        String filter = filter();
        if (!follow) {
            Map<String, Object> last = last(client, filter);
            reeve.answers().write(last, () -> lines(Json.objects(last.get("items"))));
            return 0;
        }
        follow(client, filter);
        return 0;
    }

    private void follow(Client client, String filter) throws Failure {
        new Continued(client, typesInQuery(), this::showIfWanted, reeve::tell)
                .follow(
                        () ->
                                since == null
                                        ? List.of()
                                        : Json.objects(last(client, filter).get("items")));
    }

    private void showIfWanted(Map<String, Object> event) {
        if (isWanted(event)) {
            reeve.answers().writeOne(event, () -> line(event));
        }
    }

    /// A gap is always told: what is missing may have been wanted.
    private boolean isWanted(Map<String, Object> event) {
        return "gap".equals(event.get("type"))
                || service == null
                || bare(service).equals(event.get("service"));
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    /// The API counts from the oldest; people want the newest, so the total is asked for first.
    private Map<String, Object> last(Client client, String filter) throws Failure {
        Object counted = client.get("/v1/events?limit=1" + filter).get("total");
        int all = counted instanceof Number number ? number.intValue() : 0;
        int total = until == null ? all : before(client, filter, instant(until, "--until"), all);
        var items = new ArrayList<Map<String, Object>>();
        int from = Math.max(0, total - limit);
        while (from + items.size() < total) {
            int page = Math.min(PAGE, total - from - items.size());
            String query = "limit=" + page + "&offset=" + (from + items.size());
            var found = Json.objects(client.get("/v1/events?" + query + filter).get("items"));
            if (found.isEmpty()) {
                break;
            }
            items.addAll(found);
        }
        return Json.list(items, total);
    }

    /// How many of the events came before a time, found by halving.
    private static int before(Client client, String filter, Instant time, int all) throws Failure {
        int low = 0;
        int high = all;
        while (low < high) {
            int middle = (low + high) >>> 1;
            String query = "limit=1&offset=" + middle;
            var found = Json.objects(client.get("/v1/events?" + query + filter).get("items"));
            boolean earlier =
                    !found.isEmpty()
                            && Instant.parse(Words.of(found.getFirst().get("time"))).isBefore(time);
            low = earlier ? middle + 1 : low;
            high = earlier ? high : middle;
        }
        return low;
    }

    private String filter() {
        var query = new StringBuilder("&").append(typesInQuery());
        if (service != null) {
            query.append("&service=").append(Client.escaped(service));
        }
        if (since != null) {
            query.append("&since=").append(Client.escaped(instant(since, "--since").toString()));
        }
        return query.toString();
    }

    /// A table is for people, who would not see the rest for all that goes on; what programs read
    /// is the list as it is, without a hole in its numbers.
    private String typesInQuery() {
        List<String> wanted = types.isEmpty() && reeve.answers().isTable() ? USUAL : types;
        return wanted.isEmpty()
                ? "type="
                : "type=" + wanted.stream().map(Client::escaped).collect(Collectors.joining(","));
    }

    private Instant instant(String text, String option) {
        Instant moment = Moment.of(text, reeve.around().clock());
        if (moment == null) {
            throw wrongUse(Moment.expected(option));
        }
        return moment;
    }

    private static String lines(List<Map<String, Object>> events) {
        return String.join("\n", events.stream().map(Events::line).toList());
    }

    private static String line(Map<String, Object> event) {
        return "%s  %-10s  %s"
                .formatted(
                        Words.of(event.get("time")),
                        Words.of(event.get("type")),
                        Words.of(event.get("text")));
    }
}

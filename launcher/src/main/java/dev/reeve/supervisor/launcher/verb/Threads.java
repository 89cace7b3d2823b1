package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Course;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Ago;
import dev.reeve.supervisor.launcher.text.CourseText;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `reeve threads [THREAD]`
@Command(
        name = "threads",
        description = {
            "Shows operations, the last active one first: what was asked, and what came of it.",
            "With THREAD: how that one has gone, over time, and what it has waited for."
        })
public final class Threads extends Verb {
    private static final int PAGE = 100;
    private static final int MOST = 10_000;

    @Parameters(paramLabel = "THREAD", arity = "0..1", description = "the operation's id")
    @Nullable String id;

    @Option(names = "--status", paramLabel = "STATUS", description = "only these")
    @Nullable Status status;

    @Option(
            names = "--actor",
            paramLabel = "ACTOR",
            description = "only those that this actor has a part in")
    @Nullable String actor;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "the last N (default: ${DEFAULT-VALUE})")
    int limit = 20;

    public Threads(Reeve reeve) {
        super(reeve);
    }

    /// Where an operation stands.
    enum Status {
        ACTIVE,
        COMPLETED,
        ERROR,
        KILLED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        if (id != null && (status != null || actor != null)) {
            throw wrongUse("say either THREAD or --status and --actor");
        }
        if (limit < 0 || limit > MOST) {
            throw wrongUse("--limit takes a number from 0 to " + MOST + ", not " + limit);
        }
        Client client = reeve.client(null);
        if (id != null) {
            Map<String, Object> timeline =
                    client.get("/v1/threads/" + Client.escaped(id) + "/timeline");
            reeve.answers().write(timeline, () -> course(timeline));
            return 0;
        }
        Map<String, Object> threads = last(client);
        reeve.answers().write(threads, () -> table(Json.objects(threads.get("items"))));
        return 0;
    }

    private String course(Map<String, Object> timeline) {
        return new CourseText(
                        Course.of(timeline),
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        reeve.around().clock().instant())
                .text();
    }

    private Map<String, Object> last(Client client) throws Failure {
        String filter =
                (status == null ? "" : "&status=" + status)
                        + (actor == null ? "" : "&actor=" + Client.escaped(actor));
        var items = new ArrayList<Map<String, Object>>();
        int total = 0;
        do {
            int size = Math.clamp(limit - items.size(), 1, PAGE);
            String query = "limit=" + size + "&offset=" + items.size();
            Map<String, Object> page = client.get("/v1/threads?" + query + filter);
            List<Map<String, Object>> found = Json.objects(page.get("items"));
            total =
                    found.isEmpty() || !(page.get("total") instanceof Number all)
                            ? 0
                            : all.intValue();
            items.addAll(found);
        } while (items.size() < Math.min(limit, total));
        return Json.list(items.subList(0, Math.min(limit, items.size())), total);
    }

    private String table(List<Map<String, Object>> threads) {
        var table =
                new Table(
                                reeve.answers().paint(),
                                reeve.around().terminal().columns().get(),
                                2,
                                "THREAD",
                                "OPERATION",
                                "STATUS",
                                "BEGAN",
                                "TOOK",
                                "MESSAGES",
                                "WHO")
                        .dispensable(5, 3);
        for (Map<String, Object> thread : threads) {
            table.row(
                    Words.of(thread.get("id")),
                    Words.of(thread.get("operation")),
                    Words.of(thread.get("status")),
                    Ago.of(thread.get("created_at"), reeve.around().clock()),
                    took(thread),
                    Words.of(thread.get("message_count")),
                    who(thread));
        }
        return table.toString();
    }

    private String took(Map<String, Object> thread) {
        Instant from = Json.time(thread.get("created_at"));
        Instant last = Json.time(thread.get("last_activity_at"));
        boolean active = Status.ACTIVE.toString().equals(thread.get("status"));
        Instant to = active ? reeve.around().clock().instant() : last;
        return from == null || to == null
                ? "-"
                : Words.took(Math.max(0, Duration.between(from, to).toMillis()) / 1e3);
    }

    /// Who takes part; first what went wrong, where something did.
    private static String who(Map<String, Object> thread) {
        String who =
                thread.get("participants") instanceof List<?> names
                        ? String.join(", ", names.stream().map(String::valueOf).toList())
                        : "-";
        Object error = thread.get("error");
        return error == null ? who : error + "; " + who;
    }
}

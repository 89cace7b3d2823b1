package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `reeve messages [-f] [-n N]`
@Command(
        name = "messages",
        description = "Shows what actors have said to each other, the newest last.")
public final class Messages extends Verb {
    private static final int PAGE = 100;
    private static final int MOST = 10_000;

    @Option(
            names = {"-f", "--follow"},
            description = {
                "and what they say from now on.",
                "Goes on across a restart of the supervisor; Ctrl-C ends it"
            })
    boolean follow;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "the last N (default: 100; with -f 10)")
    @Nullable Integer limit;

    @Option(names = "--thread", paramLabel = "THREAD", description = "only of this operation")
    @Nullable String thread;

    @Option(
            names = "--actor",
            paramLabel = "ACTOR",
            description = "only what this actor has sent or got")
    @Nullable String actor;

    /// Shown before the stream began, which may tell of them once more.
    private final Set<Object> before = new HashSet<>();

    public Messages(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        int count = limit == null ? follow ? 10 : 100 : limit;
        if (count < 0 || count > MOST) {
            throw wrongUse("-n takes a number from 0 to " + MOST + ", not " + count);
        }
        Client client = reeve.client(null);
        if (!follow) {
            Map<String, Object> last = last(client, count);
            reeve.answers().write(last, () -> lines(Json.objects(last.get("items"))));
            return 0;
        }
        new Continued(client, "type=message" + filter(), this::showNew, reeve::tell)
                .follow(
                        () -> {
                            for (var message : Json.objects(last(client, count).get("items"))) {
                                before.add(message.getOrDefault("id", ""));
                                show(message);
                            }
                            return List.of();
                        });
        return 0;
    }

    /// The API gives the newest first; people read downward.
    private Map<String, Object> last(Client client, int count) throws Failure {
        // What is said in the meantime moves the others on; none is taken twice.
        var items = new LinkedHashSet<Map<String, Object>>();
        int total = Integer.MAX_VALUE;
        while (items.size() < Math.min(count, total)) {
            String query = "limit=" + Math.min(PAGE, count - items.size());
            Map<String, Object> page =
                    client.get("/v1/messages?" + query + "&offset=" + items.size() + filter());
            var found = Json.objects(page.get("items"));
            total = page.get("total") instanceof Number all ? all.intValue() : 0;
            items.addAll(found);
            if (found.isEmpty()) {
                break;
            }
        }
        return Json.list(List.copyOf(items.reversed()), total == Integer.MAX_VALUE ? 0 : total);
    }

    /// Also what was missed is asked for without regard to who and where, and sorted out here.
    private void showNew(Map<String, Object> event) {
        if ("gap".equals(event.get("type"))) {
            reeve.answers().writeOne(event, () -> Words.of(event.get("text")));
            return;
        }
        Map<String, Object> message = Json.object(event.get("data"));
        boolean wanted =
                (thread == null || thread.equals(message.get("thread")))
                        && (actor == null
                                || actor.equals(message.get("from"))
                                || actor.equals(message.get("to")));
        if (wanted && !before.remove(message.getOrDefault("id", ""))) {
            show(message);
        }
    }

    private void show(Map<String, Object> message) {
        reeve.answers().writeOne(message, () -> line(message));
    }

    private String filter() {
        var query = new StringBuilder();
        if (thread != null) {
            query.append("&thread=").append(Client.escaped(thread));
        }
        if (actor != null) {
            query.append("&actor=").append(Client.escaped(actor));
        }
        return query.toString();
    }

    private static String lines(List<Map<String, Object>> messages) {
        return String.join("\n", messages.stream().map(Messages::line).toList());
    }

    private static String line(Map<String, Object> message) {
        Map<String, Object> payload = Json.object(message.get("payload"));
        return "%s  %s  %s -> %s  %s%s"
                .formatted(
                        Words.of(message.get("time")),
                        Words.of(message.get("thread")),
                        Words.of(message.get("from")),
                        Words.of(message.get("to")),
                        Words.of(message.get("payload_type")),
                        payload.isEmpty() ? "" : "  " + Words.harmless(Json.compact(payload)));
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What a program reports of its service, or of a part of it: `{"reeve": {"message": {…}}}` or
/// `{"reeve": {"actor": {…}}}`, in the words of the control API.
sealed interface Report {
    /// It has said something.
    record Said(Message.Draft draft) implements Report {}

    /// It is so.
    record Is(ActorReport report) implements Report {}

    /// Tells it on.
    ///
    /// @return comes to why it was refused, or to an empty text
    default CompletableFuture<String> to(Supervisor supervisor) {
        return switch (this) {
            case Said(Message.Draft draft) -> supervisor.say(draft).thenApply(Report::refusal);
            case Is(ActorReport report) -> supervisor.report(report).thenApply(Report::refusal);
        };
    }

    private static String refusal(Told<?> told) {
        var refusal = told.refusal();
        return refusal == null ? "" : refusal.text();
    }

    /// @throws IllegalArgumentException what is wrong with it; the text is for the user
    static Report of(String service, String line) {
        Map<String, Object> whole;
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            whole = PlainJson.read(bytes, 0, bytes.length);
        } catch (IOException bad) {
            throw new IllegalArgumentException("it is not JSON", bad);
        }
        Map<?, ?> report = map(whole, "reeve");
        if (report.containsKey("message")) {
            return message(service, map(report, "message"));
        }
        if (report.containsKey("actor")) {
            return actor(service, map(report, "actor"));
        }
        throw new IllegalArgumentException("it has neither `message` nor `actor`");
    }

    private static Report message(String service, Map<?, ?> message) {
        known(message, List.of("from", "to", "payload_type", "payload", "thread", "ends"));
        String to = text(message, "to");
        String type = text(message, "payload_type");
        if (to == null || type == null) {
            throw new IllegalArgumentException("a message needs `to` and `payload_type`");
        }
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        if (message.get("payload") != null) {
            map(message, "payload").forEach((key, value) -> payload.put(key.toString(), value));
        }
        return new Said(
                new Message.Draft(
                        own(service, text(message, "from"), "from"),
                        to,
                        type,
                        payload,
                        text(message, "thread"),
                        ends(text(message, "ends"))));
    }

    private static Report actor(String service, Map<?, ?> actor) {
        known(actor, List.of("name", "activity", "thread", "queue_depth", "description", "peers"));
        String activity = text(actor, "activity");
        boolean free = actor.containsKey("thread") && actor.get("thread") == null;
        return new Is(
                new ActorReport(
                        own(service, text(actor, "name"), "name"),
                        activity == null ? null : Activity.of(activity),
                        free ? "" : text(actor, "thread"),
                        count(actor, "queue_depth"),
                        text(actor, "description"),
                        texts(actor, "peers")));
    }

    private static @Nullable Status ends(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "completed" -> Status.COMPLETED;
            case "error" -> Status.ERROR;
            default -> throw new IllegalArgumentException("`ends` is `" + word + "`");
        };
    }

    /// A program speaks for its own service, and for parts of it.
    private static String own(String service, @Nullable String name, String key) {
        if (name == null) {
            return service;
        }
        if (!name.equals(service) && !name.startsWith(service + ":")) {
            throw new IllegalArgumentException("`" + key + "` is `" + name + "`");
        }
        return name;
    }

    private static void known(Map<?, ?> map, List<String> keys) {
        for (Object key : map.keySet()) {
            if (!keys.contains(key.toString())) {
                throw new IllegalArgumentException("it has no key `" + key + "`");
            }
        }
    }

    private static Map<?, ?> map(Map<?, ?> in, String key) {
        if (in.get(key) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("`" + key + "` must be an object");
    }

    private static @Nullable String text(Map<?, ?> in, String key) {
        return switch (in.get(key)) {
            case null -> null;
            case String text -> text;
            default -> throw new IllegalArgumentException("`" + key + "` must be text");
        };
    }

    private static @Nullable Long count(Map<?, ?> in, String key) {
        return switch (in.get(key)) {
            case null -> null;
            case Integer number when number >= 0 -> number.longValue();
            case Long number when number >= 0 -> number;
            default ->
                    throw new IllegalArgumentException(
                            "`" + key + "` must be a whole number from 0");
        };
    }

    private static @Nullable List<String> texts(Map<?, ?> in, String key) {
        if (in.get(key) == null) {
            return null;
        }
        var texts = new ArrayList<String>();
        if (in.get(key) instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
            return texts;
        }
        throw new IllegalArgumentException("`" + key + "` must be a list of texts");
    }
}

package dev.reeve.supervisor.core.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what `EventJson` has written.
///
/// What it does not know, because a later version has written it, becomes an error that says so.
final class EventReader {
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private Map<String, @Nullable Object> payload = Map.of();

    private final int length;

    private EventReader(int length) {
        this.length = length;
    }

    static RecordedEvent read(long number, Instant time, byte[] buffer, int from, int length) {
        try (JsonParser json = PlainJson.FACTORY.createParser(buffer, from, length)) {
            var reader = new EventReader(length);
            reader.fields(json);
            return new RecordedEvent(number, time, reader.words.get("thread"), reader.event());
        } catch (IOException | IllegalArgumentException | DateTimeParseException strange) {
            String text = "an event cannot be read: " + strange.getMessage();
            return new RecordedEvent(number, time, new Event.ErrorOccurred(null, null, text));
        }
    }

    private void fields(JsonParser json) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                payload = PlainJson.map(json);
            } else if (token == JsonToken.START_ARRAY) {
                var names = new ArrayList<String>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    names.add(json.getText());
                }
                lists.put(field, List.copyOf(names));
            } else {
                words.put(field, json.getText());
            }
        }
    }

    private Message message() {
        return new Message(
                word("id"),
                number("number"),
                word("of"),
                word("from"),
                word("to"),
                word("payload_type"),
                payload,
                Instant.parse(word("at")),
                words.containsKey("size") ? (int) number("size") : length);
    }

    private Event event() {
        String type = word("type");
        return switch (type) {
            case "state" ->
                    new Event.StateChanged(key(), run(), phase("from"), phase("to"), reason());
            case "health" ->
                    new Event.HealthChanged(
                            key(), run(), health("from"), health("to"), word("detail"));
            case "liveness" ->
                    new Event.LivenessChanged(
                            key(), run(), liveness("from"), liveness("to"), word("detail"));
            case "credentials" ->
                    new Event.CredentialsRead(key(), run(), word("by"), names("names"));
            case "error" -> new Event.ErrorOccurred(service(), run(), word("error"));
            case "hook" ->
                    new Event.HookFailed(key(), run(), word("hook"), word("moment"), word("error"));
            case "plugin" ->
                    new Event.PluginChanged(word("plugin"), word("state"), words.get("error"));
            case "supervisor" -> new Event.SupervisorChanged(word("status"), word("text"));
            case "reload" ->
                    new Event.Reloaded(
                            word("success").equals("true"),
                            names("added"),
                            names("removed"),
                            names("updated"),
                            words.get("error"));
            case "message" -> new Event.MessageSent(message());
            case "thread" ->
                    new Event.ThreadChanged(
                            word("id"),
                            word("operation"),
                            Status.valueOf(word("status")),
                            names("participants"),
                            (int) number("messages"),
                            words.get("error"),
                            trace());
            case "actor" ->
                    new Event.ActorChanged(
                            word("actor"),
                            Activity.valueOf(word("activity")),
                            words.get("operation"));
            case "gap" -> new Event.Gap(number("first"), number("last"));
            default -> throw new IllegalArgumentException("its type is `" + type + "`");
        };
    }

    /// That of the operation's own name is not written.
    private Trace trace() {
        return words.containsKey("trace")
                ? new Trace(word("trace"), word("span"), words.get("parent"))
                : Trace.of(word("id"));
    }

    private Reason reason() {
        return new Reason(Reason.Code.valueOf(word("code")), word("text"), exit());
    }

    private @Nullable Exit exit() {
        if (words.containsKey("exit")) {
            return new Exit.Code((int) number("exit"));
        }
        if (words.containsKey("signal")) {
            return new Exit.Killed(new Signal((int) number("signal")));
        }
        return words.containsKey("unseen") ? new Exit.Unseen() : null;
    }

    private ServiceKey key() {
        return key(word("service"));
    }

    private @Nullable ServiceKey service() {
        String service = words.get("service");
        return service == null ? null : key(service);
    }

    private static ServiceKey key(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("no service is called `" + text + "`");
        }
        return new ServiceKey(parts[0], parts[1], parts[2]);
    }

    private @Nullable Integer run() {
        return words.containsKey("run") ? Integer.valueOf((int) number("run")) : null;
    }

    private Phase phase(String field) {
        return Phase.valueOf(word(field));
    }

    private Health health(String field) {
        return Health.valueOf(word(field));
    }

    private Liveness.Status liveness(String field) {
        return Liveness.Status.valueOf(word(field));
    }

    private long number(String field) {
        return Long.parseLong(word(field));
    }

    private List<String> names(String field) {
        return lists.getOrDefault(field, List.of());
    }

    private String word(String field) {
        String word = words.get(field);
        if (word == null) {
            throw new IllegalArgumentException("it says no `" + field + "`");
        }
        return word;
    }
}

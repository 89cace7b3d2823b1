package dev.reeve.supervisor.core.event;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Events as the journal writes them, in JSON of ASCII only: so half of a surrogate pair comes back
/// as it was.
final class EventJson {
    private EventJson() {}

    /// A number for its type, 1 to 13, by which it is found without reading the JSON.
    static byte kind(Event event) {
        return switch (event) {
            case Event.StateChanged _ -> 1;
            case Event.HealthChanged _ -> 2;
            case Event.ErrorOccurred _ -> 3;
            case Event.HookFailed _ -> 4;
            case Event.PluginChanged _ -> 5;
            case Event.SupervisorChanged _ -> 6;
            case Event.Reloaded _ -> 7;
            case Event.Gap _ -> 8;
            case Event.LivenessChanged _ -> 9;
            case Event.CredentialsRead _ -> 10;
            case Event.MessageSent _ -> 11;
            case Event.ThreadChanged _ -> 12;
            case Event.ActorChanged _ -> 13;
        };
    }

    /// The number of the type that users call so; 0 where no event has it.
    static byte kind(String type) {
        return switch (type) {
            case "state" -> 1;
            case "health" -> 2;
            case "error" -> 3;
            case "hook" -> 4;
            case "plugin" -> 5;
            case "supervisor" -> 6;
            case "reload" -> 7;
            case "gap" -> 8;
            case "liveness" -> 9;
            case "credentials" -> 10;
            case "message" -> 11;
            case "thread" -> 12;
            case "actor" -> 13;
            default -> 0;
        };
    }

    static void write(Event event, @Nullable String thread, OutputStream out) throws IOException {
        try (JsonGenerator json = PlainJson.FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("type", event.type());
            text(json, "thread", thread);
            subject(json, event.service(), event.run());
            switch (event) {
                case Event.StateChanged(var _, var _, var from, var to, var reason) -> {
                    json.writeStringField("from", from.name());
                    json.writeStringField("to", to.name());
                    reason(json, reason);
                }
                case Event.HealthChanged(var _, var _, var from, var to, var detail) -> {
                    json.writeStringField("from", from.name());
                    json.writeStringField("to", to.name());
                    json.writeStringField("detail", detail);
                }
                case Event.LivenessChanged(var _, var _, var from, var to, var detail) -> {
                    json.writeStringField("from", from.name());
                    json.writeStringField("to", to.name());
                    json.writeStringField("detail", detail);
                }
                case Event.CredentialsRead(var _, var _, var by, var read) -> {
                    json.writeStringField("by", by);
                    names(json, "names", read);
                }
                case Event.ErrorOccurred(var _, var _, var error) ->
                        json.writeStringField("error", error);
                case Event.HookFailed(var _, var _, var hook, var moment, var error) -> {
                    json.writeStringField("hook", hook);
                    json.writeStringField("moment", moment);
                    json.writeStringField("error", error);
                }
                case Event.PluginChanged(var plugin, var state, var error) -> {
                    json.writeStringField("plugin", plugin);
                    json.writeStringField("state", state);
                    text(json, "error", error);
                }
                case Event.SupervisorChanged(var status, var text) -> {
                    json.writeStringField("status", status);
                    json.writeStringField("text", text);
                }
                case Event.Reloaded reload -> reload(json, reload);
                case Event.MessageSent(Message message) -> message(json, message);
                case Event.ThreadChanged changed -> thread(json, changed);
                case Event.ActorChanged(String actor, var activity, String operation) -> {
                    json.writeStringField("actor", actor);
                    json.writeStringField("activity", activity.name());
                    text(json, "operation", operation);
                }
                case Event.Gap(long from, long to) -> {
                    json.writeNumberField("first", from);
                    json.writeNumberField("last", to);
                }
            }
            json.writeEndObject();
        }
    }

    private static void subject(
            JsonGenerator json, @Nullable ServiceKey service, @Nullable Integer run)
            throws IOException {
        text(json, "service", service == null ? null : service.toString());
        if (run != null) {
            json.writeNumberField("run", run);
        }
    }

    private static void reason(JsonGenerator json, Reason reason) throws IOException {
        json.writeStringField("code", reason.code().name());
        json.writeStringField("text", reason.text());
        switch (reason.exit()) {
            case null -> {}
            case Exit.Code(int code) -> json.writeNumberField("exit", code);
            case Exit.Killed(var signal) -> json.writeNumberField("signal", signal.number());
            case Exit.Unseen() -> json.writeBooleanField("unseen", true);
        }
    }

    private static void reload(JsonGenerator json, Event.Reloaded reload) throws IOException {
        json.writeBooleanField("success", reload.success());
        names(json, "added", reload.added());
        names(json, "removed", reload.removed());
        names(json, "updated", reload.updated());
        text(json, "error", reload.error());
    }

    private static void message(JsonGenerator json, Message message) throws IOException {
        json.writeStringField("id", message.id());
        json.writeNumberField("number", message.seq());
        json.writeStringField("of", message.thread());
        json.writeStringField("from", message.from());
        json.writeStringField("to", message.to());
        json.writeStringField("payload_type", message.payloadType());
        json.writeStringField("at", message.time().toString());
        json.writeNumberField("size", message.size());
        json.writeFieldName("payload");
        PlainJson.value(json, message.payload());
    }

    private static void thread(JsonGenerator json, Event.ThreadChanged changed) throws IOException {
        json.writeStringField("id", changed.thread());
        json.writeStringField("operation", changed.operation());
        json.writeStringField("status", changed.status().name());
        json.writeNumberField("messages", changed.messageCount());
        names(json, "participants", changed.participants());
        text(json, "error", changed.error());
        if (!changed.trace().equals(Trace.of(changed.thread()))) {
            json.writeStringField("trace", changed.trace().id());
            json.writeStringField("span", changed.trace().span());
            text(json, "parent", changed.trace().parent());
        }
    }

    private static void names(JsonGenerator json, String field, List<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String field, @Nullable String text)
            throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }
}

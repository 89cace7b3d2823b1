package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One event, or one line of a service's output.
public final class EventView {
    private EventView() {}

    public static Map<String, @Nullable Object> of(RecordedEvent recorded) {
        Event event = recorded.event();
        ServiceKey service = event.service();
        return new Fields()
                .with("seq", recorded.seq())
                .with("time", recorded.time())
                .with("type", event.type())
                .with("service", service == null ? null : service.name())
                .with("key", service == null ? null : service.toString())
                .with("run", event.run())
                .with("thread", recorded.thread())
                .with("text", event.text())
                .with("data", data(event))
                .map();
    }

    private static Map<String, @Nullable Object> data(Event event) {
        var data = new Fields();
        switch (event) {
            case Event.StateChanged(_, _, var from, var to, var reason) ->
                    data.with("from", from.word())
                            .with("to", to.word())
                            .with("reason", ServiceView.reason(reason));
            case Event.HealthChanged(_, _, var from, var to, String detail) ->
                    data.with("from", from.word()).with("to", to.word()).with("detail", detail);
            case Event.LivenessChanged(_, _, var from, var to, String detail) ->
                    data.with("from", from.word()).with("to", to.word()).with("detail", detail);
            case Event.CredentialsRead(_, _, String by, var names) ->
                    data.with("by", by).with("names", names);
            case Event.ErrorOccurred(_, _, String error) -> data.with("text", error);
            case Event.HookFailed(_, _, String hook, String moment, String error) ->
                    data.with("hook", hook).with("moment", moment).with("error", error);
            case Event.PluginChanged(String plugin, String state, String error) ->
                    data.with("id", plugin).with("state", state).with("error", error);
            case Event.SupervisorChanged(String status, _) -> data.with("status", status);
            case Event.Reloaded(var success, var added, var removed, var updated, var error) ->
                    data.with("success", success)
                            .with("added", added)
                            .with("removed", removed)
                            .with("updated", updated)
                            .with("error", error);
            case Event.MessageSent(var message) -> {
                return ActivityView.of(message);
            }
            case Event.ThreadChanged thread ->
                    data.with("id", thread.thread())
                            .with("operation", thread.operation())
                            .with("status", thread.status().word())
                            .with("message_count", thread.messageCount())
                            .with("participants", thread.participants())
                            .with("error", thread.error());
            case Event.ActorChanged(String actor, var activity, String operation) ->
                    data.with("name", actor)
                            .with("activity", activity.word())
                            .with("thread", operation);
            case Event.Gap gap ->
                    data.with("from", gap.from()).with("to", gap.to()).with("lost", gap.lost());
        }
        return data.map();
    }

    public static Map<String, @Nullable Object> of(LogLine line) {
        return new Fields()
                .with("service", line.service())
                .with("run", line.run())
                .with("stream", line.stream())
                .with("time", line.time())
                .with("text", line.text())
                .map();
    }
}

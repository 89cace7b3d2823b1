package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was said and done before this supervisor began, as its journal still tells.
///
/// @param lastMessage the number of the last message; 0 where there was none
public record Remembered(
        List<Message> messages, List<Threads.Operation> threads, long lastMessage) {
    /// @param events by number
    public static Remembered of(List<RecordedEvent> events) {
        var messages = new ArrayList<Message>();
        Map<String, Threads.Operation> threads = new LinkedHashMap<>();
        for (RecordedEvent recorded : events) {
            switch (recorded.event()) {
                case Event.MessageSent(Message message) -> messages.add(message);
                case Event.ThreadChanged changed -> put(threads, changed, recorded);
                case Event.StateChanged _, Event.HealthChanged _ -> {}
                case Event.LivenessChanged _, Event.CredentialsRead _ -> {}
                case Event.ErrorOccurred _, Event.HookFailed _ -> {}
                case Event.PluginChanged _, Event.SupervisorChanged _ -> {}
                case Event.Reloaded _, Event.ActorChanged _, Event.Gap _ -> {}
            }
        }
        for (Threads.Operation thread : threads.values()) {
            if (thread.status == Status.ACTIVE) {
                thread.status = Status.ERROR;
                thread.error = "the supervisor ended before it did";
            }
        }
        long last = messages.isEmpty() ? 0 : messages.getLast().seq();
        return new Remembered(messages, List.copyOf(threads.values()), last);
    }

    private static void put(
            Map<String, Threads.Operation> threads,
            Event.ThreadChanged changed,
            RecordedEvent recorded) {
        Threads.Operation before = threads.remove(changed.thread());
        var thread =
                new Threads.Operation(
                        changed.thread(),
                        changed.operation(),
                        Actor.OPERATOR,
                        changed.participants(),
                        changed.trace(),
                        before == null ? recorded.time() : before.createdAt,
                        null);
        thread.lastActivityAt = recorded.time();
        thread.status = changed.status();
        thread.error = changed.error();
        thread.messages = changed.messageCount();
        threads.put(thread.id, thread);
    }
}

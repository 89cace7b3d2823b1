package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns what happens into spans: an operation is a root, the phases that services go through in it
/// are its children, and what is said in it are events of the root.
///
/// What was not seen is not made up: an operation whose beginning was missed is left out, and one
/// whose end may have been missed ends with the last that was seen, and says so. Used by one thread
/// at a time.
final class Operations {
    /// Operations that programs have begun by talking need not ever end.
    private static final int MOST_OPEN = 10_000;

    private final LinkedHashMap<String, OpenOperation> open = new LinkedHashMap<>();
    private final Map<ServiceKey, OpenPhase> phases = new HashMap<>();
    private List<Ended> ended = new ArrayList<>();
    private @Nullable Message lone;
    private Instant last = Instant.EPOCH;

    /// The next of what happens.
    void take(RecordedEvent recorded) {
        Instant now = recorded.time();
        switch (recorded.event()) {
            case Event.ThreadChanged changed -> changed(changed, now);
            case Event.StateChanged change -> entered(change, recorded);
            case Event.MessageSent(Message message) -> said(message);
            case Event.Gap gap -> endAll("events " + gap.from() + " to " + gap.to() + " were lost");
            case Event.HealthChanged _, Event.LivenessChanged _, Event.CredentialsRead _ -> {}
            case Event.ErrorOccurred _, Event.HookFailed _, Event.PluginChanged _ -> {}
            case Event.SupervisorChanged _, Event.Reloaded _, Event.ActorChanged _ -> {}
        }
        last = now;
    }

    /// The spans that have ended since this was asked the last time.
    List<Ended> ended() {
        List<Ended> all = ended;
        ended = new ArrayList<>();
        return all;
    }

    /// Nothing more happens.
    void end() {
        endAll("the supervisor ended before it did");
    }

    private void changed(Event.ThreadChanged changed, Instant now) {
        if (changed.status() == Status.ACTIVE) {
            open.putIfAbsent(changed.thread(), new OpenOperation(changed, now));
            if (open.size() > MOST_OPEN) {
                OpenOperation oldest = open.pollFirstEntry().getValue();
                ended.add(oldest.unfinished(last, "too many operations go on"));
            }
            return;
        }
        OpenOperation operation = open.remove(changed.thread());
        if (operation == null) {
            operation = ofOneMessage(changed);
        }
        if (operation != null) {
            ended.add(operation.ended(changed, now));
        }
    }

    /// The operation that a message is by itself: it is told of only when it is over.
    private @Nullable OpenOperation ofOneMessage(Event.ThreadChanged changed) {
        Message message = lone;
        lone = null;
        if (message == null
                || changed.messageCount() != 1
                || !message.thread().equals(changed.thread())) {
            return null;
        }
        var operation = new OpenOperation(changed, message.time());
        operation.said(message);
        return operation;
    }

    private void said(Message message) {
        OpenOperation operation = open.get(message.thread());
        if (operation == null) {
            lone = message;
        } else {
            operation.said(message);
        }
    }

    private void entered(Event.StateChanged change, RecordedEvent recorded) {
        OpenPhase before = phases.remove(change.service());
        if (before != null) {
            ended.add(before.ended(change, recorded.time()));
        }
        String thread = recorded.thread();
        OpenOperation operation = thread == null ? null : open.get(thread);
        if (operation != null && OpenPhase.takesTime(change.to())) {
            phases.put(
                    change.service(),
                    new OpenPhase(operation.trace(), change, recorded.seq(), recorded.time()));
        }
    }

    private void endAll(String why) {
        phases.values().forEach(phase -> ended.add(phase.unfinished(last, why)));
        phases.clear();
        open.values().forEach(operation -> ended.add(operation.unfinished(last, why)));
        open.clear();
        lone = null;
    }
}

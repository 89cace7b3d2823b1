package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An operation that goes on: a root span in the making.
final class OpenOperation {
    static final AttributeKey<String> THREAD = AttributeKey.stringKey("reeve.thread");
    static final AttributeKey<String> INCOMPLETE = AttributeKey.stringKey("reeve.incomplete");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("reeve.operation");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("reeve.status");
    private static final AttributeKey<List<String>> PARTICIPANTS =
            AttributeKey.stringArrayKey("reeve.participants");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("reeve.message");
    private static final AttributeKey<String> FROM = AttributeKey.stringKey("reeve.from");
    private static final AttributeKey<String> TO = AttributeKey.stringKey("reeve.to");

    /// How many messages a span shows; the others are counted.
    private static final int MOST_MESSAGES = 1_000;

    /// How many services a span is called by.
    private static final int MOST_NAMES = 3;

    private final Event.ThreadChanged begun;
    private final Instant since;
    private final List<EventData> messages = new ArrayList<>();
    private int count;

    OpenOperation(Event.ThreadChanged begun, Instant since) {
        this.begun = begun;
        this.since = since;
    }

    Trace trace() {
        return begun.trace();
    }

    /// What is said may be secret, so only that it was said is told.
    void said(Message message) {
        count++;
        if (messages.size() < MOST_MESSAGES) {
            var attributes =
                    Attributes.of(MESSAGE, message.id(), FROM, message.from(), TO, message.to());
            messages.add(
                    EventData.create(
                            Ended.nanos(message.time()), message.payloadType(), attributes));
        }
    }

    /// It has come to its end.
    Ended ended(Event.ThreadChanged told, Instant now) {
        StatusData status =
                switch (told.status()) {
                    case ACTIVE, COMPLETED -> StatusData.unset();
                    case ERROR, KILLED -> {
                        String error = told.error();
                        yield StatusData.create(
                                StatusCode.ERROR, error == null ? told.status().word() : error);
                    }
                };
        return span(told, now, status, Attributes.empty());
    }

    /// Its end is not known.
    ///
    /// @param last when it was seen last
    Ended unfinished(Instant last, String why) {
        return span(begun, last, StatusData.unset(), Attributes.of(INCOMPLETE, why));
    }

    private Ended span(Event.ThreadChanged told, Instant end, StatusData status, Attributes more) {
        var attributes =
                Attributes.builder()
                        .put(THREAD, told.thread())
                        .put(OPERATION, told.operation())
                        .put(STATUS, told.status().word())
                        .put(PARTICIPANTS, told.participants())
                        .putAll(more)
                        .build();
        return new Ended(
                name(told), begun.trace(), status, since, end, attributes, messages, count);
    }

    private static String name(Event.ThreadChanged told) {
        List<String> services =
                told.participants().stream().filter(OpenOperation::isService).toList();
        if (services.isEmpty()) {
            return told.operation();
        }
        String some = services.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = services.size() - MOST_NAMES;
        return told.operation() + " " + some + (more > 0 ? " and " + more + " more" : "");
    }

    private static boolean isService(String actor) {
        return !actor.equals(Actor.SUPERVISOR)
                && !actor.equals(Actor.OPERATOR)
                && !actor.startsWith(Actor.PLUGIN);
    }
}

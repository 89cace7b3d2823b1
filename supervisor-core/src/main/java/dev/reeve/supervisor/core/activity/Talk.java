package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.activity.ActivityBoard.Said;
import dev.reeve.supervisor.core.activity.ActivityBoard.Taken;
import dev.reeve.supervisor.core.event.Occurrence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Records what is said: its number, its place in its operation, and what it counts for its sender.
/// Guarded by the board.
final class Talk {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
    private static final int LONGEST_TYPE = 200;

    /// What programs begin by talking.
    static final String OPERATION = "message";

    private final Threads threads;
    private final Messages messages;
    private final Actors actors;
    private final String prefix;

    /// @param prefix what names of messages begin with
    Talk(Threads threads, Messages messages, Actors actors, String prefix) {
        this.threads = threads;
        this.messages = messages;
        this.actors = actors;
        this.prefix = prefix;
    }

    Said say(Taken taken, Instant now) {
        Message.Draft draft = taken.draft();
        String wrong = wrong(draft);
        if (wrong != null) {
            return refused(draft, wrong);
        }
        var told = new ArrayList<Occurrence>();
        Threads.Operation thread = thread(draft, now, told);
        Message message = message(thread, draft, (int) taken.size(), now);
        told.add(record(thread, message));
        Status end = isOwn(draft) ? Status.COMPLETED : draft.ends();
        if (end != null && thread.status == Status.ACTIVE && thread.operation.equals(OPERATION)) {
            threads.end(thread, end, end == Status.ERROR ? draft.payloadType() : null, now);
            told.add(told(thread));
        }
        return new Said(Told.of(message), told);
    }

    /// Whether the message is an operation of its own: nobody can say more in one that nobody has
    /// named, and nobody would end one that is only a part of somebody's trace.
    private static boolean isOwn(Message.Draft draft) {
        return draft.thread() == null
                || (draft.ends() == null && TRACE.matcher(draft.thread()).matches());
    }

    /// That an operation asks an actor for what it is called by.
    Occurrence asked(Threads.Operation thread, String to, Instant now) {
        var draft = new Message.Draft(thread.asker, to, thread.operation, Map.of(), thread.id);
        return record(thread, message(thread, draft, 0, now));
    }

    private static Said refused(Message.Draft draft, String text) {
        return new Said(Told.refused(draft.from(), Reply.Kind.INVALID, text), List.of());
    }

    private @Nullable String wrong(Message.Draft draft) {
        String thread = draft.thread();
        if (thread != null && !ID.matcher(thread).matches()) {
            return "`thread` must be 1 to 100 letters, digits, `.`, `_`, `:` and `-`";
        }
        Threads.Operation known = thread == null ? null : find(thread);
        if (draft.ends() != null && known != null && !known.operation.equals(OPERATION)) {
            return "`ends` is for what has begun with a message, and `" + thread + "` has not";
        }
        if (draft.ends() != null && known != null && !known.participants.contains(draft.from())) {
            return "`" + draft.from() + "` has no part in `" + thread + "`, and cannot end it";
        }
        int length = draft.payloadType().length();
        return length == 0 || length > LONGEST_TYPE
                ? "`payload_type` must have 1 to " + LONGEST_TYPE + " characters"
                : null;
    }

    private Threads.@Nullable Operation find(String thread) {
        Threads.Operation known = threads.find(thread);
        return known == null ? threads.traced(thread) : known;
    }

    private Threads.Operation thread(Message.Draft draft, Instant now, List<Occurrence> told) {
        String named = draft.thread();
        Threads.Operation known = named == null ? null : find(named);
        if (known != null) {
            return known;
        }
        String id = named == null ? threads.newId() : named;
        var participants = List.of(draft.from(), draft.to());
        Trace own = Trace.of(id);
        Trace trace = TRACE.matcher(id).matches() ? new Trace(id, own.span(), null) : own;
        var begun =
                new Threads.Operation(id, OPERATION, draft.from(), participants, trace, now, null);
        Threads.Operation given = threads.add(begun);
        if (given != null) {
            threads.end(given, Status.ERROR, "too many operations go on", now);
            told.add(told(given));
        }
        if (named != null) {
            told.add(told(begun));
        }
        return begun;
    }

    private Message message(Threads.Operation thread, Message.Draft draft, int size, Instant now) {
        long seq = messages.last() + 1;
        return new Message(
                "m" + prefix + seq,
                seq,
                thread.id,
                draft.from(),
                draft.to(),
                draft.payloadType(),
                draft.payload(),
                now,
                size);
    }

    private Occurrence record(Threads.Operation thread, Message message) {
        messages.add(message);
        thread.join(List.of(message.from(), message.to()));
        thread.messages++;
        threads.touch(thread, message.time());
        Actors.State sender = actors.of(message.from());
        sender.messages++;
        sender.lastActivityAt = message.time();
        return new Occurrence(thread.id, new Event.MessageSent(message));
    }

    /// That it stands as it does.
    static Occurrence told(Threads.Operation thread) {
        return told(thread, thread.status, thread.error);
    }

    /// That it stood so.
    static Occurrence told(Threads.Operation thread, Status status, @Nullable String error) {
        return new Occurrence(
                thread.id,
                new Event.ThreadChanged(
                        thread.id,
                        thread.operation,
                        status,
                        List.copyOf(thread.participants),
                        thread.messages,
                        error,
                        thread.trace));
    }
}

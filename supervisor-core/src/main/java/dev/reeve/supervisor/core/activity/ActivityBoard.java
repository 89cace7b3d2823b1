package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.event.Occurrence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Who acts, as part of which operation, and what is said. Any thread may read. The engine's alone
/// writes, except that whoever carries an operation out elsewhere opens and ends it here: so it can
/// be named at once, and is over when its asker is answered. Nobody is told anything while the
/// monitor is held: what has happened is returned.
public final class ActivityBoard {
    private final Threads threads;
    private final Messages messages;
    private final Actors actors = new Actors();
    private final Talk talk;

    /// @param messages how many are kept, from 1
    /// @param threads how many that have ended are kept, from 1
    /// @param now names are not used again by the next supervisor, which begins later
    public ActivityBoard(int messages, int threads, Instant now) {
        String prefix = Long.toString(now.toEpochMilli(), 36) + "-";
        this.threads = new Threads(threads, prefix);
        this.messages = new Messages(messages);
        talk = new Talk(this.threads, this.messages, actors, prefix);
    }

    /// An operation is asked for. What is to be told of it comes by {@link #began}.
    ///
    /// @param kill cancels it where it is carried out elsewhere than in the engine, and says
    ///     whether it could; must not block. Null where the engine does
    public synchronized OperationThread open(
            String operation,
            Collection<String> participants,
            Cause cause,
            Instant now,
            @Nullable BooleanSupplier kill) {
        String id = threads.newId();
        var trace = Trace.of(id, cause.traceparent());
        var thread =
                new Threads.Operation(id, operation, cause.actor(), participants, trace, now, kill);
        threads.add(thread);
        return thread.view();
    }

    /// It begins. Where it has come to its end meanwhile, that is told by whoever ended it.
    public synchronized List<Occurrence> began(String id) {
        Threads.Operation thread = threads.find(id);
        return thread == null || thread.status == Status.KILLED
                ? List.of()
                : List.of(Talk.told(thread, Status.ACTIVE, null));
    }

    /// Whoever has asked for it asks some of its participants for what it is called by.
    public synchronized List<Occurrence> asks(String id, Collection<String> services, Instant now) {
        Threads.Operation thread = threads.find(id);
        var told = new ArrayList<Occurrence>();
        if (thread != null) {
            for (String service : services) {
                told.add(talk.asked(thread, service, now));
            }
        }
        return told;
    }

    /// These take part, too.
    public synchronized void join(String id, Collection<String> participants) {
        Threads.Operation thread = threads.find(id);
        if (thread != null) {
            thread.join(participants);
        }
    }

    /// It has come to its end; one that has ended already stays as it is.
    public synchronized List<Occurrence> end(
            String id, Status status, @Nullable String error, Instant now) {
        Threads.Operation thread = threads.find(id);
        if (thread == null || thread.status != Status.ACTIVE) {
            return List.of();
        }
        threads.end(thread, status, error, now);
        return List.of(Talk.told(thread));
    }

    /// What cancels it, or null where the engine does.
    ///
    /// @return null where it goes on no longer, or never did
    public synchronized @Nullable Going going(String id) {
        Threads.Operation thread = threads.find(id);
        return thread == null || thread.status != Status.ACTIVE
                ? null
                : new Going(thread.operation, thread.kill);
    }

    /// An operation that goes on.
    public record Going(String operation, @Nullable BooleanSupplier kill) {}

    /// A service has come to do something else.
    ///
    /// @param operation the one by which it has, or null
    public synchronized List<Occurrence> does(
            String actor, Activity activity, @Nullable String operation, Instant now) {
        boolean works = activity == Activity.PROCESSING || activity == Activity.WAITING;
        String thread = works ? operation : null;
        return Actors.does(actors.of(actor), activity, thread, now)
                ? List.of(
                        new Occurrence(operation, new Event.ActorChanged(actor, activity, thread)))
                : List.of();
    }

    /// An actor says how it is.
    public synchronized List<Occurrence> report(ActorReport report, Instant now) {
        Actors.State state = actors.of(report.name());
        boolean changed = Actors.says(state, report, now);
        Threads.Operation thread = state.thread == null ? null : threads.find(state.thread);
        if (thread != null) {
            thread.join(List.of(report.name()));
        }
        return changed
                ? List.of(
                        new Occurrence(
                                state.thread,
                                new Event.ActorChanged(
                                        report.name(), state.activity, state.thread)))
                : List.of();
    }

    /// Whether somebody who is nobody else has told of himself.
    public synchronized boolean knows(String actor) {
        return actors.known(actor) != null;
    }

    /// What came of a message.
    ///
    /// @param told what is to be told of it
    public record Said(Told<Message> answer, List<Occurrence> told) {}

    /// A message whose payload nobody can change any more.
    ///
    /// @param size of the payload, in bytes, roughly
    public record Taken(Message.Draft draft, long size) {}

    /// Takes a message over. For the thread of whoever brings it: its values are his.
    ///
    /// @throws IllegalArgumentException what is wrong with the payload; the text is for the user
    public static Taken taken(Message.Draft draft) {
        Payloads.Copy copy = Payloads.copy(draft.payload());
        if (copy.size() > Message.LARGEST_PAYLOAD) {
            throw new IllegalArgumentException("it is larger than 16 KiB");
        }
        var own =
                new Message.Draft(
                        draft.from(),
                        draft.to(),
                        draft.payloadType(),
                        copy.payload(),
                        draft.thread(),
                        draft.ends());
        return new Taken(own, copy.size());
    }

    /// Records a message between two who are there.
    public synchronized Said say(Taken taken, Instant now) {
        return talk.say(taken, now);
    }

    /// What was known before this supervisor began.
    public synchronized void remember(Remembered known) {
        known.messages().forEach(messages::add);
        if (known.messages().isEmpty()) {
            messages.begin(known.lastMessage());
        }
        known.threads().forEach(threads::add);
    }

    /// Forgets what is known of actors that are no more.
    public synchronized void keep(Predicate<String> there) {
        actors.keep(there);
    }

    /// The operation of this id, or null.
    public synchronized @Nullable OperationThread thread(String id) {
        Threads.Operation thread = threads.find(id);
        return thread == null ? null : thread.view();
    }

    public synchronized ThreadPage threads(ThreadQuery query) {
        return threads.page(query);
    }

    public synchronized MessagePage messages(MessageQuery query) {
        return messages.page(query);
    }

    /// One who is described elsewhere, with what he does.
    public synchronized Actor actor(String name, String kind, String about, List<String> peers) {
        var described = new Actors.Described(name, kind, about, peers);
        Actors.State state = actors.known(name);
        return (state == null ? new Actors.State() : state).of(described);
    }

    /// The trace of the operation that an actor works on, or null.
    public synchronized @Nullable Trace trace(String actor) {
        Actors.State state = actors.known(actor);
        String id = state == null ? null : state.thread;
        Threads.Operation thread = id == null ? null : threads.find(id);
        return thread == null ? null : thread.trace;
    }

    /// Those who are known because they have told of themselves.
    public synchronized List<String> parts() {
        return actors.parts();
    }

    /// How many parts have told of themselves of a service or state producer.
    public synchronized int partsOf(String whole) {
        return actors.partsOf(whole);
    }

    /// Counts of all.
    public synchronized Counts counts() {
        return new Counts(threads.active(), messages.last(), messages.evicted(), threads.evicted());
    }

    /// @param messages all that ever were
    public record Counts(int active, long messages, long evictedMessages, long evictedThreads) {}
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.event.Occurrence;
import dev.reeve.supervisor.core.plan.Changes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What can come into the engine's inbox.
public sealed interface Input {
    /// The supervisor begins: these services are wanted, and what they require.
    ///
    /// @param kept what people last asked for, before this supervisor: it goes before what is
    ///     wanted
    /// @param left runs that a supervisor before this one has left, by service
    /// @param thread the operation that this is, or null
    /// @param to answered when all that is wanted is ready, or given up; or null
    record Begin(
            Set<String> wanted,
            Map<String, Desired> kept,
            Map<String, Ask.Found> left,
            @Nullable String thread,
            @Nullable CompletableFuture<List<Reply>> to)
            implements Input {
        /// As part of no operation.
        public Begin(Set<String> wanted, Map<String, Desired> kept, Map<String, Ask.Found> left) {
            this(wanted, kept, left, null, null);
        }

        /// Nothing is there from before.
        public static Begin fresh(Set<String> wanted) {
            return new Begin(wanted, Map.of(), Map.of());
        }
    }

    /// Services come, change and go. Applied as a whole, or not at all.
    ///
    /// @param start those of the new ones that are wanted
    /// @param found runs of new ones that live already
    /// @param thread the operation that it is a part of, or null
    /// @param told an event that belongs to it, or null
    /// @param to completed with null when it is applied: what goes is gone, what starts anew was
    ///     started; with why not, where it cannot be
    record Change(
            Changes changes,
            Set<String> start,
            Map<String, Ask.Found> found,
            @Nullable Event told,
            CompletableFuture<@Nullable String> to,
            @Nullable String thread)
            implements Input {
        /// As part of no operation.
        public Change(
                Changes changes,
                Set<String> start,
                Map<String, Ask.Found> found,
                @Nullable Event told,
                CompletableFuture<@Nullable String> to) {
            this(changes, start, found, told, to, null);
        }
    }

    /// Someone wants to know how a service fares; null where there is none.
    record CheckAsked(String service, CompletableFuture<@Nullable HealthAnswer> to)
            implements Input {}

    /// A look at a service's health, which someone has asked for, has shown this.
    record Looked(CompletableFuture<@Nullable HealthAnswer> to, HealthAnswer answer)
            implements Input {}

    /// Someone wants to know whether the other side of a service's session is there; null where
    /// there is no such service, or it has no session.
    record LookAsked(String service, boolean provision, CompletableFuture<@Nullable Liveness> to)
            implements Input {}

    /// A look at a service's session, which someone has asked for, has shown this.
    record Found(CompletableFuture<@Nullable Liveness> to, Liveness liveness) implements Input {}

    /// Another supervisor is to go on in this one's place: what it can take over stays.
    record HandOver(Reason reason) implements Input {}

    /// Something was seen of a run.
    record Seen(String service, Observation what) implements Input {}

    /// Something happened elsewhere that changes no state and is to be told.
    record Happened(Event event) implements Input {}

    /// Someone asks services for something. All names are checked first.
    ///
    /// @param thread the operation that this is, or null
    record Asked(
            List<String> names,
            Request request,
            CompletableFuture<List<Reply>> to,
            @Nullable String thread)
            implements Input {
        /// As part of no operation.
        public Asked(List<String> names, Request request, CompletableFuture<List<Reply>> to) {
            this(names, request, to, null);
        }
    }

    /// An operation is to do no more: what it is starting is stopped, and what it has not yet begun
    /// is not begun.
    ///
    /// @param services those it was at work on
    /// @param to who has asked for it, or null
    record Cancel(List<String> services, @Nullable CompletableFuture<List<Reply>> to, String why)
            implements Input {}

    /// What is about actors, operations and messages only. The engine itself never gets it.
    sealed interface OfActivity extends Input {
        /// An operation that was opened begins elsewhere.
        record Began(String thread) implements OfActivity {}

        /// An operation that was carried out elsewhere has come to its end on the board.
        ///
        /// @param told what is to be told of it
        record Over(String thread, List<Occurrence> told) implements OfActivity {}

        /// An actor has said something to another.
        record Say(ActivityBoard.Taken what, CompletableFuture<Told<Message>> to)
                implements OfActivity {}

        /// An actor says how it is.
        ///
        /// @param to gets its name
        record Report(ActorReport report, CompletableFuture<Told<String>> to)
                implements OfActivity {}

        /// An operation is to be ended.
        record Kill(String thread, Cause cause, CompletableFuture<Told<OperationThread>> to)
                implements OfActivity {}
    }

    /// Someone waits for a condition. Answered when it holds; who waits no longer completes the
    /// future himself.
    record Awaited(String service, Condition condition, CompletableFuture<Boolean> to)
            implements Input {}

    /// Everything is to be stopped, in reverse order.
    ///
    /// @param code what to exit with
    record Shutdown(Reason reason, int code) implements Input {}

    /// Everything is to be killed, in no order.
    record KillEverything() implements Input {}

    /// What can be waited for.
    enum Condition {
        READY,
        STOPPED,
        HEALTHY
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
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
    record Begin(Set<String> wanted, Map<String, Desired> kept, Map<String, Ask.Found> left)
            implements Input {
        /// Nothing is there from before.
        public static Begin fresh(Set<String> wanted) {
            return new Begin(wanted, Map.of(), Map.of());
        }
    }

    /// Services come, change and go. Applied as a whole, or not at all.
    ///
    /// @param start those of the new ones that are wanted
    /// @param found runs of new ones that live already
    /// @param told an event that belongs to it, or null
    /// @param to completed with null when it is applied: what goes is gone, what starts anew was
    ///     started; with why not, where it cannot be
    record Change(
            Changes changes,
            Set<String> start,
            Map<String, Ask.Found> found,
            @Nullable Event told,
            CompletableFuture<@Nullable String> to)
            implements Input {}

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
    record Seen(String service, Message.Observation what) implements Input {}

    /// Something happened elsewhere that changes no state and is to be told.
    record Happened(Event event) implements Input {}

    /// Someone asks services for something. All names are checked first.
    record Asked(List<String> names, Request request, CompletableFuture<List<Reply>> to)
            implements Input {}

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

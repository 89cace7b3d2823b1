package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Reason;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What can come into the engine's inbox.
public sealed interface Input {
    /// The supervisor begins: these services are wanted, and what they require.
    record Begin(Set<String> wanted) implements Input {}

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

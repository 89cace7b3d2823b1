package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.launcher.text.Words;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Says what happens to the services of a supervisor in the foreground, one line each; while it
/// stops, also what it waits for.
final class Progress extends Follower {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Who does what as part of which operation, and what is said, is left to `reeve messages`.
    private static final Set<String> WANTED =
            Set.of(
                    "state",
                    "health",
                    "liveness",
                    "credentials",
                    "error",
                    "hook",
                    "plugin",
                    "supervisor",
                    "reload",
                    "gap");

    private final Supervisor supervisor;
    private final EventStream events;
    private final Consumer<String> tell;
    private final BooleanSupplier tree;
    private boolean stopping;
    private String waitsFor = "";

    /// @param tell says a line to the user
    Progress(Supervisor supervisor, Consumer<String> tell) {
        this(supervisor, tell, () -> false);
    }

    /// @param tree whether a tree shows how services start
    Progress(Supervisor supervisor, Consumer<String> tell, BooleanSupplier tree) {
        super("progress");
        this.supervisor = supervisor;
        // What earlier supervisors did is no news.
        this.events = supervisor.follow(supervisor.services().seq(), EventFilter.of(WANTED));
        this.tell = tell;
        this.tree = tree;
    }

    @Override
    boolean take(Duration longest) throws InterruptedException {
        RecordedEvent recorded = events.next(longest);
        if (recorded == null) {
            return false;
        }
        if (recorded.event() instanceof Event.SupervisorChanged(String status, _)) {
            stopping = status.equals("stopping");
        }
        if (isWorthSaying(recorded.event()) && !isInTheTree(recorded.event())) {
            tell.accept(Words.harmless(recorded.event().text()));
        }
        return true;
    }

    /// Says what it waits for while it stops, when that has changed.
    @Override
    void idle() {
        if (!stopping) {
            return;
        }
        List<ServiceSnapshot> left =
                supervisor.services().items().stream()
                        .filter(service -> service.pid() != null)
                        .toList();
        String now =
                left.stream()
                        .map(service -> service.name() + " (" + service.status() + ")")
                        .collect(Collectors.joining(", "));
        if (!now.isEmpty() && !now.equals(waitsFor)) {
            tell.accept("still waiting for " + now);
        }
        waitsFor = now;
    }

    @Override
    Duration pause() {
        return PAUSE;
    }

    @Override
    boolean closed() {
        return events.closed();
    }

    @Override
    void close() {
        events.close();
    }

    /// What has gone wrong is said in any case.
    private boolean isInTheTree(Event event) {
        return tree.getAsBoolean()
                && event instanceof Event.StateChanged change
                && change.to() != Phase.FAILED
                && change.to() != Phase.BACKOFF;
    }

    /// A service that nobody has looked at becomes `stopped` or `waiting` before all else; that is
    /// no news. A plugin that has started is none, either.
    private static boolean isWorthSaying(Event event) {
        return switch (event) {
            case Event.StateChanged change ->
                    change.from() != Phase.UNKNOWN || change.to() != Phase.STOPPED;
            case Event.PluginChanged change -> !change.state().equals("started");
            case Event.HealthChanged _,
                    Event.LivenessChanged _,
                    Event.CredentialsRead _,
                    Event.ErrorOccurred _,
                    Event.HookFailed _,
                    Event.SupervisorChanged _,
                    Event.Reloaded _,
                    Event.Gap _ ->
                    true;
            case Event.MessageSent _, Event.ThreadChanged _, Event.ActorChanged _ -> false;
        };
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.spi.Activities;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.plan.Plan.NamedProducer;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// State producers, from the supervisor's start to its end.
final class Producing implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Guard guard;
    private final Consumer<String> told;
    private final Supervisor supervisor;
    private final ActivityBoard board;
    private final Consumer<Input> inbox;
    private final List<Begun> begun = new ArrayList<>();
    private final Set<PluginUse> missing = new HashSet<>();

    /// @param end what ends it, once there is such a thing: a start that took too long may still
    ///     come to its end
    private record Begun(NamedProducer named, AtomicReference<@Nullable AutoCloseable> end) {}

    /// Begins with all; one that fails is told of, and left out.
    Producing(
            Guard guard,
            List<NamedProducer> producers,
            Supervisor supervisor,
            ActivityBoard board,
            Consumer<Input> inbox,
            Consumer<String> told) {
        this.guard = guard;
        this.told = told;
        this.supervisor = supervisor;
        this.board = board;
        this.inbox = inbox;
        producers.forEach(this::begin);
    }

    private void begin(NamedProducer named) {
        var activities = new Telling(named, supervisor, board, inbox, this::call);
        var end = new AtomicReference<@Nullable AutoCloseable>();
        begun.add(new Begun(named, end));
        call(named, "start", () -> end.set(named.producer().start(supervisor, activities)));
    }

    /// Ends those that are not in use any more, and begins with what takes their place.
    ///
    /// @param now who can begin by now
    synchronized void refit(List<NamedProducer> now, Predicate<Object> old) {
        for (Begun one : List.copyOf(begun)) {
            if (old.test(one.named().producer())) {
                end(one);
                begun.remove(one);
                missing.add(one.named().use());
            }
        }
        for (NamedProducer other : now) {
            if (missing.remove(other.use())) {
                begin(other);
            }
        }
    }

    @Override
    public synchronized void close() {
        begun.reversed().forEach(this::end);
        begun.clear();
    }

    private void end(Begun one) {
        AutoCloseable end = one.end().get();
        if (end != null) {
            call(one.named(), "close", end::close);
        }
    }

    private void call(NamedProducer named, String what, Work work) {
        try {
            String failure =
                    guard.within(LIMIT, what, "producer " + named.name(), named.producer(), work)
                            .trouble();
            if (failure != null) {
                told.accept(
                        "state producer %s failed at its %s: %s"
                                .formatted(named.name(), what, failure));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Calls one of them, and tells what goes wrong.
    private interface Caller {
        void call(NamedProducer named, String what, Work work);
    }

    /// What one of them tells.
    private record Telling(
            NamedProducer named,
            Supervisor supervisor,
            ActivityBoard board,
            Consumer<Input> inbox,
            Caller caller)
            implements Activities {
        @Override
        public void report(ActorReport report) {
            var _ =
                    supervisor.report(
                            new ActorReport(
                                    named.name() + ":" + report.name(),
                                    report.activity(),
                                    report.thread(),
                                    report.queueDepth(),
                                    report.description(),
                                    report.peers()));
        }

        @Override
        public CompletableFuture<Told<Message>> say(Message.Draft message) {
            // What it does with the answer is its own affair, and on no thread of ours.
            return supervisor
                    .say(
                            new Message.Draft(
                                    known(message.from()),
                                    known(message.to()),
                                    message.payloadType(),
                                    message.payload(),
                                    message.thread(),
                                    message.ends()))
                    .thenApplyAsync(told -> told);
        }

        @Override
        public String begin(String operation, List<String> participants, Runnable kill) {
            String thread =
                    board.open(
                                    operation,
                                    participants.stream().map(this::known).toList(),
                                    new Cause(Actor.PLUGIN + named.name(), null),
                                    TimeSource.system().now(),
                                    () -> {
                                        Thread.ofVirtual()
                                                .name("kill " + named.name())
                                                .start(() -> caller.call(named, "kill", kill::run));
                                        return true;
                                    })
                            .id();
            inbox.accept(new Input.OfActivity.Began(thread));
            return thread;
        }

        @Override
        public void end(String thread, Status status, @Nullable String error) {
            var told = board.end(thread, status, error, TimeSource.system().now());
            inbox.accept(new Input.OfActivity.Over(thread, told));
        }

        /// Its own actor of this name, where nobody else is called so.
        private String known(String actor) {
            return actor.indexOf(':') >= 0 || supervisor.actor(actor) != null
                    ? actor
                    : named.name() + ":" + actor;
        }
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.session.SessionFailures;
import dev.reeve.supervisor.core.session.SessionListener;
import dev.reeve.supervisor.core.session.SessionRun;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is done to sessions, and what they tell the engine.
public final class SessionCalls {
    /// How long a look may take where nothing else is said.
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Guard guard;
    private final TimeSource time;
    private final Consumer<Input> inbox;
    private final Supplier<Supervisor> supervisor;
    private final Map<String, Held> sessions = new ConcurrentHashMap<>();

    /// The last session that was opened for a service.
    private record Held(int run, SessionRun session) {}

    /// @param supervisor what sessions find beside them; asked for once there is one
    SessionCalls(
            Guard guard, TimeSource time, Consumer<Input> inbox, Supplier<Supervisor> supervisor) {
        this.guard = guard;
        this.time = time;
        this.inbox = inbox;
        this.supervisor = supervisor;
    }

    /// The session of a service, or null where none was made. It need not be open.
    public @Nullable SessionRun find(String service) {
        Held held = sessions.get(service);
        return held == null ? null : held.session();
    }

    /// Opens it; answers `Connected` or `Lost`.
    void connect(ActiveRun active) {
        SessionBackend backend = active.plan().session();
        if (backend == null) {
            throw new IllegalStateException(active.plan().name() + " has no session");
        }
        String service = active.plan().name();
        var session = new SessionRun(guard, service, backend, time, new Teller(active));
        Held before = sessions.put(service, new Held(active.run(), session));
        session.open(
                new OneOpening(active, session),
                limit(active.plan().spec().work()),
                before == null ? null : before.session());
    }

    /// Closes it; answers `Closed`.
    void disconnect(ActiveRun active) {
        with(active, SessionRun::close);
    }

    /// Gives it up; answers `Closed`, if nothing has yet.
    void abandon(ActiveRun active) {
        with(active, SessionRun::abandon);
    }

    /// Forgets it. What it has was given back before.
    void release(ActiveRun active) {
        sessions.computeIfPresent(
                active.plan().name(),
                (_, held) ->
                        held.run() == active.run() && !held.session().stillOpens() ? null : held);
    }

    /// Looks at it; answers `Looked`.
    void look(
            ActiveRun active,
            @Nullable CompletableFuture<@Nullable Liveness> to,
            boolean provision) {
        var _ =
                seen(active)
                        .thenAccept(
                                liveness -> {
                                    active.say(looked(active, liveness, to == null, provision));
                                    if (to != null) {
                                        inbox.accept(new Input.Found(to, liveness));
                                    }
                                });
    }

    /// Looks at it for someone who wants to know of its health; answers `Looked`.
    void health(ActiveRun active, CompletableFuture<@Nullable HealthAnswer> to) {
        long began = time.nanos();
        var _ =
                seen(active)
                        .thenAccept(
                                liveness -> {
                                    active.say(looked(active, liveness, false, false));
                                    double took = (time.nanos() - began) / 1e9;
                                    inbox.accept(
                                            new Input.Looked(
                                                    to,
                                                    new HealthAnswer(
                                                            health(liveness),
                                                            liveness.detail(),
                                                            took,
                                                            time.now())));
                                });
    }

    private CompletableFuture<Liveness> seen(ActiveRun active) {
        HealthPolicy policy = active.plan().spec().health();
        Held held = sessions.get(active.plan().name());
        return held == null || held.run() != active.run()
                ? CompletableFuture.completedFuture(Liveness.NONE)
                : held.session().check(policy == null ? LOOK : policy.timeout());
    }

    private static Observation looked(
            ActiveRun active, Liveness liveness, boolean regular, boolean provision) {
        return new Observation.Looked(active.run(), liveness, regular, provision);
    }

    private static Health health(Liveness liveness) {
        return switch (liveness.status()) {
            case ONLINE -> Health.HEALTHY;
            case OFFLINE, UNAUTHORIZED, MISCONFIGURED -> Health.UNHEALTHY;
            case UNKNOWN -> Health.UNKNOWN;
        };
    }

    private void with(ActiveRun active, Consumer<SessionRun> what) {
        Held held = sessions.get(active.plan().name());
        if (held != null && held.run() == active.run()) {
            what.accept(held.session());
        }
    }

    private static Duration limit(Work work) {
        return switch (work) {
            case Work.Session session -> session.connectTimeout();
            case Work.Other other -> other.connectTimeout();
            case Work.ChildProcess _ -> throw new IllegalStateException("a process has no session");
        };
    }

    /// What a run's session tells the engine.
    private final class Teller implements SessionListener {
        private final ActiveRun active;

        Teller(ActiveRun active) {
            this.active = active;
        }

        @Override
        public void opened(Liveness liveness) {
            active.say(new Observation.Connected(active.run(), liveness));
        }

        @Override
        public void refused(Liveness why) {
            active.say(new Observation.Lost(active.run(), why));
        }

        @Override
        public void lost(Liveness why) {
            active.say(new Observation.Lost(active.run(), why));
        }

        @Override
        public void closed() {
            active.say(new Observation.Closed(active.run()));
        }

        @Override
        public void failed(String text) {
            inbox.accept(
                    new Input.Happened(
                            new Event.ErrorOccurred(
                                    active.plan().spec().key(), active.run(), text)));
        }
    }

    /// What a backend is told of one opening.
    private final class OneOpening implements Opening {
        private final ActiveRun active;
        private final SessionRun session;

        OneOpening(ActiveRun active, SessionRun session) {
            this.active = active;
            this.session = session;
        }

        @Override
        public ServiceKey service() {
            return active.plan().spec().key();
        }

        @Override
        public int run() {
            return active.run();
        }

        @Override
        public Supervisor supervisor() {
            return supervisor.get();
        }

        @Override
        public void report(Report report) {
            active.report(report);
        }

        @Override
        public void lost(SessionException why) {
            session.lost(SessionFailures.liveness(why, time.now()));
        }
    }
}

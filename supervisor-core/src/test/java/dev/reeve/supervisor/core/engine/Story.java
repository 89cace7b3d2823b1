package dev.reeve.supervisor.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.event.Occurrence;
import dev.reeve.supervisor.core.plan.Changes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Tells a story to an engine in fake time: what the world does is said by the test, what the
/// engine wants is written down.
final class Story {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Others NOBODY =
            new Others() {
                @Override
                public boolean isActor(String name) {
                    return false;
                }

                @Override
                public boolean hasParts(String name) {
                    return false;
                }
            };

    final Engine engine;
    final ActivityBoard board;
    private final Chronicle chronicle;
    final List<Occurrence> told = new ArrayList<>();
    private final Map<String, CompletableFuture<List<Reply>>> asked = new HashMap<>();
    final List<Event> events = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    private final Timers timers = new Timers();
    private long nanos;
    private long pids = 100;

    /// The present moment.
    Instant now() {
        return BEGIN.plusNanos(nanos);
    }

    /// Asks for something as an operation of its own.
    ///
    /// @return its id
    String operate(Request request, String... names) {
        var cause = Cause.OPERATOR;
        var actors = new ArrayList<>(List.of(names));
        actors.add(cause.actor());
        String thread = board.open(request.word(), actors, cause, now(), null).id();
        var to = new CompletableFuture<List<Reply>>();
        asked.put(thread, to);
        take(new Input.Asked(List.of(names), request, to, thread));
        return thread;
    }

    /// What was answered to an operation, or nothing yet.
    List<Reply> answered(String thread) {
        return answer(asked.get(thread));
    }

    /// All services are wanted, as an operation.
    ///
    /// @return its id
    String up() {
        var all = new LinkedHashSet<String>();
        engine.lives().forEach(life -> all.add(life.name()));
        String thread = board.open("up", all, Cause.OPERATOR, now(), null).id();
        var to = new CompletableFuture<List<Reply>>();
        take(new Input.Begin(all, Map.of(), Map.of(), thread, to));
        return thread;
    }

    /// Somebody ends an operation.
    Told<OperationThread> kill(String thread) {
        var to = new CompletableFuture<Told<OperationThread>>();
        take(new Input.OfActivity.Kill(thread, Cause.OPERATOR, to));
        return handed(to);
    }

    Told<Message> say(Message.Draft draft) {
        var to = new CompletableFuture<Told<Message>>();
        take(new Input.OfActivity.Say(ActivityBoard.taken(draft), to));
        return handed(to);
    }

    Told<String> report(ActorReport report) {
        var to = new CompletableFuture<Told<String>>();
        take(new Input.OfActivity.Report(report, to));
        return handed(to);
    }

    @SuppressWarnings("unchecked") // it was handed to this very future
    private <T> Told<T> handed(CompletableFuture<Told<T>> to) {
        for (Effect effect : effects.reversed()) {
            if (effect instanceof Effect.Hand<?> hand && (Object) hand.to() == to) {
                return (Told<T>) hand.what();
            }
        }
        throw new AssertionError("nothing was handed");
    }

    private Story(int room, boolean exitWhenIdle, Specs... specs) {
        engine =
                new Engine(
                        List.of(specs).stream().map(Specs::life).toList(), room, 5, exitWhenIdle);
        board = new ActivityBoard(1_000, 100, BEGIN);
        chronicle = new Chronicle(engine, board, new Conversation(board, engine::knows, NOBODY));
    }

    /// Services that were never looked at.
    static Story of(Specs... specs) {
        return new Story(8, false, specs);
    }

    static Story withRoomFor(int starts, Specs... specs) {
        return new Story(starts, false, specs);
    }

    static Story thatEndsWhenIdle(Specs... specs) {
        return new Story(8, true, specs);
    }

    /// All services are wanted.
    Story begin() {
        var all = new LinkedHashSet<String>();
        engine.lives().forEach(life -> all.add(life.name()));
        return take(Input.Begin.fresh(all));
    }

    Story take(Input input) {
        var turn = chronicle.handle(input, now(), nanos, 0.5);
        told.addAll(turn.events());
        turn.events().stream()
                .map(Occurrence::event)
                .filter(event -> !event.isPassing())
                .forEach(events::add);
        effects.addAll(turn.effects());
        for (Effect effect : turn.effects()) {
            if (effect instanceof Effect.Remind remind) {
                timers.set(remind, nanos);
            }
        }
        return this;
    }

    CompletableFuture<List<Reply>> ask(Request request, String... names) {
        var to = new CompletableFuture<List<Reply>>();
        take(new Input.Asked(List.of(names), request, to));
        return to;
    }

    /// What was answered, or nothing yet.
    List<Reply> answer(CompletableFuture<List<Reply>> to) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Answer(var future, var replies) && future == to) {
                return replies;
            }
        }
        return List.of();
    }

    Story advance(Duration span) {
        long end = nanos + span.toNanos();
        while (true) {
            Long wait = timers.next(nanos);
            if (wait == null || nanos + wait > end) {
                nanos = end;
                return this;
            }
            nanos += Math.max(0, wait);
            Input due = timers.due(nanos);
            if (due != null) {
                take(due);
            }
        }
    }

    Story sees(String service, Observation what) {
        return take(new Input.Seen(service, what));
    }

    Story prepared(String service) {
        return sees(service, new Observation.Prepared(life(service).run()));
    }

    Story spawned(String service) {
        return sees(service, new Observation.Spawned(life(service).run(), ++pids));
    }

    Story ready(String service) {
        return sees(service, new Observation.ReadyPassed(life(service).run()));
    }

    Story exits(String service, int code) {
        return sees(
                service, new Observation.Ended(life(service).run(), new Exit.Code(code), false));
    }

    Story exitsLeavingSomething(String service, int code) {
        return sees(service, new Observation.Ended(life(service).run(), new Exit.Code(code), true));
    }

    Story emptied(String service) {
        return sees(service, new Observation.Emptied(life(service).run()));
    }

    Story shutdown() {
        return take(new Input.Shutdown(Reason.of(Reason.Code.SHUTDOWN, "asked to stop"), 0));
    }

    Life life(String service) {
        return engine.lives().stream()
                .filter(l -> l.name().equals(service))
                .findFirst()
                .orElseThrow();
    }

    Phase phase(String service) {
        return life(service).state().phase();
    }

    Reason.Code why(String service) {
        Reason reason = life(service).state().why();
        return reason == null ? null : reason.code();
    }

    /// That it stands there, for this reason.
    Story isIn(String service, Phase phase, Reason.Code why) {
        assertEquals(phase + " " + why, phase(service) + " " + why(service), service);
        return this;
    }

    /// The phases it has gone through since the beginning.
    List<Phase> visited(String service) {
        return events.stream()
                .filter(Event.StateChanged.class::isInstance)
                .map(Event.StateChanged.class::cast)
                .filter(event -> event.service().name().equals(service))
                .map(Event.StateChanged::to)
                .toList();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /// How often an effect of this kind was wanted for a service.
    long wanted(Class<? extends Effect> kind, String service) {
        return effects.stream()
                .filter(kind::isInstance)
                .filter(effect -> effect.toString().contains("service=" + service + ","))
                .count();
    }

    /// The regular look at its health has shown this.
    Story looks(String service, Health health) {
        var answer = new Answer(health, "as the test says");
        return sees(service, new Observation.HealthSeen(life(service).run(), answer, true));
    }

    Story says(String service, Report report) {
        return sees(service, new Observation.Reported(life(service).run(), report));
    }

    /// Changes what there is.
    CompletableFuture<String> change(Changes changes, String... start) {
        var to = new CompletableFuture<String>();
        take(new Input.Change(changes, Set.of(start), Map.of(), null, to));
        return to;
    }

    /// Whether a change was told to be applied; and why not, where it was refused.
    Optional<Effect.TellApplied> applied(CompletableFuture<String> to) {
        return effects.stream()
                .filter(Effect.TellApplied.class::isInstance)
                .map(Effect.TellApplied.class::cast)
                .filter(effect -> effect.to() == to)
                .findFirst();
    }

    /// The health events of a service: `unknown-unhealthy`, …
    List<String> healthEvents(String service) {
        return events.stream()
                .filter(Event.HealthChanged.class::isInstance)
                .map(Event.HealthChanged.class::cast)
                .filter(event -> event.service().name().equals(service))
                .map(event -> event.from().word() + "-" + event.to().word())
                .toList();
    }

    boolean knows(String service) {
        return engine.lives().stream().anyMatch(l -> l.name().equals(service));
    }
}

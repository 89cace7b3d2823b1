package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.activity.Phases;
import dev.reeve.supervisor.core.event.Occurrence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// The engine with its story: which operation each event is a part of, who acts, and what they say.
// Every request has a future of its own.
@SuppressWarnings({"CollectionUndefinedEquality", "UndefinedEquals"})
final class Chronicle {
    /// A service is brought back that has ended by itself.
    static final String RECOVER = "recover";

    static final String SHUTDOWN = "shutdown";

    private final Engine engine;
    private final ActivityBoard board;
    private final Conversation conversation;
    private final Map<String, String> working = new HashMap<>();
    private final IdentityHashMap<CompletableFuture<?>, String> asked = new IdentityHashMap<>();
    private @Nullable String shutdown;

    /// What an input has come to.
    record Turn(List<Occurrence> events, List<Effect> effects) {}

    Chronicle(Engine engine, ActivityBoard board, Conversation conversation) {
        this.engine = engine;
        this.board = board;
        this.conversation = conversation;
    }

    Turn handle(Input input, Instant now, long nanos, double chance) {
        var told = new ArrayList<Occurrence>();
        String operation = null;
        switch (input) {
            case Input.OfActivity.Kill kill -> {
                return kill(kill, now, nanos, chance);
            }
            case Input.OfActivity.Began(String thread) -> {
                return new Turn(board.began(thread), List.of());
            }
            case Input.OfActivity.Over(String thread, var over) -> {
                working.values().removeIf(thread::equals);
                return new Turn(over, List.of());
            }
            case Input.OfActivity.Say say -> {
                return conversation.say(say, now);
            }
            case Input.OfActivity.Report report -> {
                return conversation.report(report, now);
            }
            case Input.Asked asked when isKilled(asked.thread()) -> {
                return tooLate(asked);
            }
            case Input.Asked(var names, Request request, var to, String thread) -> {
                operation = thread;
                told.addAll(begins(thread, to));
                if (thread != null && names.stream().allMatch(engine::knows)) {
                    told.addAll(board.asks(thread, names, now));
                }
                Engine.Turn turn = engine.handle(input, now, nanos, chance);
                if (thread != null && Requests.moves(request) && !isAnswered(to, turn)) {
                    told.addAll(takes(thread, names, now));
                }
                return turned(told, turn, operation, now);
            }
            case Input.Begin begin -> {
                operation = begin.thread();
                told.addAll(begins(begin.thread(), begin.to()));
                if (begin.thread() != null) {
                    told.addAll(takes(begin.thread(), begin.wanted(), now));
                }
            }
            case Input.Change change -> operation = change.thread();
            case Input.Shutdown _, Input.HandOver _, Input.KillEverything _ -> {}
            case Input.Seen _, Input.Happened _, Input.Awaited _, Input.Cancel _ -> {}
            case Input.CheckAsked _, Input.LookAsked _, Input.Found _, Input.Looked _ -> {}
        }
        return turned(told, engine.handle(input, now, nanos, chance), operation, now);
    }

    private Turn turned(
            List<Occurrence> told, Engine.Turn turn, @Nullable String operation, Instant now) {
        for (Event event : turn.events()) {
            saw(event, operation, now, told);
        }
        for (Effect effect : turn.effects()) {
            if (effect instanceof Effect.Answer(var to, var replies)) {
                String thread = asked.remove(to);
                if (thread != null) {
                    String error = Failures.of(replies);
                    Status status = error == null ? Status.COMPLETED : Status.ERROR;
                    told.addAll(end(thread, status, error, now));
                }
            } else if (effect instanceof Effect.TellApplied) {
                board.keep(conversation::isActor);
            }
        }
        return new Turn(told, turn.effects());
    }

    private List<Occurrence> begins(@Nullable String thread, @Nullable CompletableFuture<?> to) {
        if (thread == null || to == null) {
            return List.of();
        }
        asked.put(to, thread);
        return board.began(thread);
    }

    /// It is at work on these from now on.
    private List<Occurrence> takes(String thread, Iterable<String> services, Instant now) {
        var told = new ArrayList<Occurrence>();
        for (String service : services) {
            if (engine.knows(service)) {
                String before = working.put(service, thread);
                if (before != null && isRecovery(before)) {
                    told.addAll(end(before, Status.KILLED, "somebody asked for it", now));
                    working.put(service, thread);
                }
            }
        }
        return told;
    }

    private static boolean isAnswered(CompletableFuture<?> to, Engine.Turn turn) {
        return turn.effects().stream()
                .anyMatch(
                        effect ->
                                effect instanceof Effect.Answer(var other, _) && other.equals(to));
    }

    /// Whether somebody has ended it before it has begun.
    private boolean isKilled(@Nullable String thread) {
        return thread != null && board.thread(thread) != null && board.going(thread) == null;
    }

    private static Turn tooLate(Input.Asked asked) {
        List<Reply> refused =
                asked.names().stream()
                        .<Reply>map(
                                name ->
                                        new Reply.Refused(
                                                name,
                                                Reply.Kind.CONFLICT,
                                                "the operation was killed",
                                                List.of()))
                        .toList();
        return new Turn(List.of(), List.of(new Effect.Answer(asked.to(), refused)));
    }

    private boolean isRecovery(String thread) {
        ActivityBoard.Going going = board.going(thread);
        return going != null && going.operation().equals(RECOVER);
    }

    private List<Occurrence> end(
            String thread, Status status, @Nullable String error, Instant now) {
        working.values().removeIf(thread::equals);
        return board.end(thread, status, error, now);
    }

    private void saw(Event event, @Nullable String operation, Instant now, List<Occurrence> told) {
        if (event instanceof Event.StateChanged change) {
            changed(change, operation, now, told);
            return;
        }
        if (event instanceof Event.SupervisorChanged(String status, _)) {
            if (status.equals("stopping")) {
                shutdown = opened(SHUTDOWN, List.of(), now);
                told.addAll(board.began(shutdown));
            } else if (status.equals("stopped") && shutdown != null) {
                told.addAll(end(shutdown, Status.COMPLETED, null, now));
            }
        }
        var service = event.service();
        String thread = service == null ? null : working.get(service.name());
        told.add(new Occurrence(thread == null ? operation : thread, event));
    }

    private void changed(
            Event.StateChanged change,
            @Nullable String operation,
            Instant now,
            List<Occurrence> told) {
        String service = change.service().name();
        String thread = working.get(service);
        if (thread == null) {
            thread = operation == null ? shutdown : operation;
            if (thread == null && change.to() == Phase.BACKOFF) {
                thread = opened(RECOVER, List.of(service), now);
                told.addAll(board.began(thread));
            }
            if (thread != null) {
                working.put(service, thread);
                board.join(thread, List.of(service));
            }
        }
        told.add(new Occurrence(thread, change));
        Activity activity = Phases.of(change.to(), change.reason());
        told.addAll(board.does(service, activity, thread, now));
        if (thread != null && isRecovery(thread)) {
            told.addAll(recovered(thread, change, now));
        }
    }

    private List<Occurrence> recovered(String thread, Event.StateChanged change, Instant now) {
        return switch (change.to()) {
            case RUNNING, STOPPED -> end(thread, Status.COMPLETED, null, now);
            case FAILED -> end(thread, Status.ERROR, change.reason().text(), now);
            case UNKNOWN, WAITING, STARTING, STOPPING, BACKOFF -> List.of();
        };
    }

    private String opened(String operation, List<String> participants, Instant now) {
        return board.open(operation, participants, Cause.OPERATOR, now, null).id();
    }

    private Turn kill(Input.OfActivity.Kill kill, Instant now, long nanos, double chance) {
        String thread = kill.thread();
        ActivityBoard.Going going = board.going(thread);
        if (going == null) {
            boolean known = board.thread(thread) != null;
            return refused(
                    kill,
                    known ? Reply.Kind.CONFLICT : Reply.Kind.UNKNOWN,
                    known ? "it has ended already" : "there is no thread `" + thread + "`");
        }
        if (going.operation().equals(SHUTDOWN)) {
            return refused(kill, Reply.Kind.CONFLICT, "a shutdown cannot be taken back");
        }
        if (going.kill() != null && !going.kill().getAsBoolean()) {
            return refused(kill, Reply.Kind.CONFLICT, "it can no longer be taken back");
        }
        String why = "the operation was killed by " + kill.cause().actor();
        CompletableFuture<List<Reply>> to = forget(thread);
        List<String> services =
                working.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(thread))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        var told = new ArrayList<>(board.end(thread, Status.KILLED, why, now));
        Engine.Turn turn = engine.handle(new Input.Cancel(services, to, why), now, nanos, chance);
        Turn all = turned(told, turn, thread, now);
        working.values().removeIf(thread::equals);
        OperationThread known = Objects.requireNonNull(board.thread(thread));
        var effects = new ArrayList<>(all.effects());
        effects.add(new Effect.Hand<>(kill.to(), Told.of(known)));
        return new Turn(all.events(), effects);
    }

    /// Who has asked for an operation.
    @SuppressWarnings("unchecked") // only such futures are asked by
    private @Nullable CompletableFuture<List<Reply>> forget(String thread) {
        for (Map.Entry<CompletableFuture<?>, String> entry : asked.entrySet()) {
            if (entry.getValue().equals(thread)) {
                var to = (CompletableFuture<List<Reply>>) entry.getKey();
                asked.remove(to);
                return to;
            }
        }
        return null;
    }

    private static Turn refused(Input.OfActivity.Kill kill, Reply.Kind kind, String text) {
        return new Turn(
                List.of(),
                List.of(new Effect.Hand<>(kill.to(), Told.refused(kill.thread(), kind, text))));
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Failed;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Stopping;
import dev.reeve.supervisor.core.engine.ServiceState.Unknown;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Who has asked for something and waits for its end.
final class Answers {
    private final StartGate gate;
    private final StopOrder stops;
    private final Map<String, List<Open>> open = new HashMap<>();

    Answers(StartGate gate, StopOrder stops) {
        this.gate = gate;
        this.stops = stops;
    }

    /// What an asker waits for.
    sealed interface Wanted {
        /// Ready, or given up.
        ///
        /// @param after only a later run than this one counts
        record Ready(boolean changed, int after) implements Wanted {}

        /// Nothing of it lives.
        ///
        /// @param run the run that is to go
        record Gone(boolean changed, int run, @Nullable String note) implements Wanted {}

        /// The answer is known.
        record Known(Reply reply) implements Wanted {}
    }

    /// One asker of several services: their replies, in the order of the names.
    private static final class Group {
        final CompletableFuture<List<Reply>> to;
        final Reply[] replies;
        int missing;

        Group(CompletableFuture<List<Reply>> to, int size) {
            this.to = to;
            this.replies = new Reply[size];
            this.missing = size;
        }
    }

    private sealed interface Open {
        record OfGroup(Group group, int place, Wanted wanted) implements Open {}

        record OfWaiter(CompletableFuture<Boolean> to, Input.Condition condition) implements Open {}
    }

    /// Begins to wait for the answers of these services.
    List<Effect> group(List<Life> lives, List<Wanted> wanted, CompletableFuture<List<Reply>> to) {
        if (lives.isEmpty()) {
            return List.of(new Effect.Answer(to, List.of()));
        }
        var group = new Group(to, lives.size());
        for (int i = 0; i < lives.size(); i++) {
            open.computeIfAbsent(lives.get(i).name(), _ -> new ArrayList<>())
                    .add(new Open.OfGroup(group, i, wanted.get(i)));
        }
        var effects = new ArrayList<Effect>();
        lives.forEach(life -> effects.addAll(look(life)));
        return effects;
    }

    /// Begins to wait until all of these are ready, or given up.
    List<Effect> ready(List<Life> lives, CompletableFuture<List<Reply>> to) {
        List<Wanted> wanted =
                lives.stream()
                        .<Wanted>map(life -> new Wanted.Ready(true, Math.min(0, life.run() - 1)))
                        .toList();
        return group(lives, wanted, to);
    }

    /// Whoever has asked so waits no longer.
    ///
    /// @param to null for nobody
    @SuppressWarnings("ReferenceEquality") // every request has a future of its own
    List<Effect> cancel(@Nullable CompletableFuture<List<Reply>> to, Lives lives, String why) {
        var effects = new ArrayList<Effect>();
        for (String service : List.copyOf(open.keySet())) {
            List<Open> waiting = open.getOrDefault(service, List.of());
            waiting.removeIf(
                    one -> {
                        if (!(one instanceof Open.OfGroup(Group group, int place, _))
                                || group.to != to) {
                            return false;
                        }
                        var phase = lives.of(service).state().phase();
                        replied(group, place, new Reply.Failed(service, phase, why), effects);
                        return true;
                    });
            if (waiting.isEmpty()) {
                open.remove(service);
            }
        }
        return effects;
    }

    /// Begins to wait for a condition.
    List<Effect> waiter(Life life, Input.Condition condition, CompletableFuture<Boolean> to) {
        open.computeIfAbsent(life.name(), _ -> new ArrayList<>())
                .add(new Open.OfWaiter(to, condition));
        return look(life);
    }

    /// Whoever waits for this service and has what he waits for, now that it stands so.
    List<Effect> look(Life life) {
        List<Open> waiting = open.get(life.name());
        if (waiting == null) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        waiting.removeIf(
                one ->
                        switch (one) {
                            case Open.OfGroup(Group group, int place, Wanted wanted) ->
                                    answered(life, group, place, wanted, effects);
                            case Open.OfWaiter(var to, var condition) ->
                                    told(life, to, condition, effects);
                        });
        if (waiting.isEmpty()) {
            open.remove(life.name());
        }
        return effects;
    }

    /// All is over: whoever still waits is told so.
    List<Effect> close(Lives lives) {
        var effects = new ArrayList<Effect>();
        for (String service : List.copyOf(open.keySet())) {
            effects.addAll(close(lives.of(service), "the supervisor has stopped"));
        }
        return effects;
    }

    /// It is no more: whoever still waits for it is told so.
    List<Effect> close(Life life, String why) {
        var effects = new ArrayList<Effect>();
        List<Open> waiting = open.remove(life.name());
        if (waiting != null) {
            var over = new Reply.Failed(life.name(), life.state().phase(), why);
            for (Open one : waiting) {
                switch (one) {
                    case Open.OfGroup(Group group, int place, _) ->
                            replied(group, place, over, effects);
                    case Open.OfWaiter(var to, _) -> effects.add(new Effect.Tell(to, false));
                }
            }
        }
        return effects;
    }

    private boolean answered(
            Life life, Group group, int place, Wanted wanted, List<Effect> effects) {
        Reply reply = reply(life, wanted);
        if (reply == null) {
            return false;
        }
        replied(group, place, reply, effects);
        return true;
    }

    private static void replied(Group group, int place, Reply reply, List<Effect> effects) {
        group.replies[place] = reply;
        group.missing--;
        if (group.missing == 0) {
            effects.add(new Effect.Answer(group.to, List.of(group.replies)));
        }
    }

    private static boolean told(
            Life life,
            CompletableFuture<Boolean> to,
            Input.Condition condition,
            List<Effect> effects) {
        boolean held =
                switch (condition) {
                    case READY -> life.state() instanceof Running;
                    case HEALTHY -> life.vitals().health() == Health.HEALTHY;
                    case STOPPED -> rests(life.state());
                };
        if (held) {
            effects.add(new Effect.Tell(to, true));
        }
        return held || to.isDone();
    }

    private static boolean rests(ServiceState state) {
        return switch (state) {
            case Unknown _, Stopped _, Failed _ -> true;
            case Waiting _, Starting _, Running _, Stopping _, Backoff _ -> false;
        };
    }

    private @Nullable Reply reply(Life life, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Known(Reply reply) -> reply;
            case Wanted.Ready ready -> ready(life, ready);
            case Wanted.Gone gone -> gone(life, gone);
        };
    }

    private @Nullable Reply ready(Life life, Wanted.Ready wanted) {
        var phase = life.state().phase();
        boolean later = life.run() > wanted.after();
        return switch (life.state()) {
            case Running _ ->
                    later ? new Reply.Done(life.name(), wanted.changed(), phase, null) : null;
            case Failed(Reason reason, _) ->
                    later || !stops.willStart(life.name())
                            ? new Reply.Failed(life.name(), phase, reason.text())
                            : null;
            case Stopped(Reason reason, boolean again) -> {
                boolean onTheWay = again || stops.willStart(life.name());
                if (onTheWay || life.desired() == Desired.RUNNING) {
                    yield null;
                }
                yield reason.code() == Reason.Code.EXITED
                        ? new Reply.Done(life.name(), wanted.changed(), phase, reason.text())
                        : new Reply.Failed(life.name(), phase, reason.text());
            }
            case Waiting(Reason reason) -> waiting(life, reason);
            case Unknown _, Starting _, Stopping _, Backoff _ -> null;
        };
    }

    /// Somebody else has to do something first: that is an answer.
    private @Nullable Reply waiting(Life life, Reason reason) {
        boolean held =
                reason.code() == Reason.Code.PAUSED || reason.code() == Reason.Code.AUTH_REQUIRED;
        String cause = held ? reason.text() : gate.hopeless(life, stops::willStart);
        return cause == null
                ? null
                : new Reply.Failed(
                        life.name(), life.state().phase(), held ? cause : "waits for " + cause);
    }

    private static @Nullable Reply gone(Life life, Wanted.Gone wanted) {
        var phase = life.state().phase();
        if (life.run() > wanted.run()) {
            return new Reply.Failed(life.name(), phase, "started again meanwhile");
        }
        return switch (life.state()) {
            case Failed(Reason reason, Ending ending) ->
                    ending == null
                            ? new Reply.Done(life.name(), wanted.changed(), phase, wanted.note())
                            : new Reply.Failed(life.name(), phase, reason.text());
            case Unknown _, Stopped _, Waiting _ ->
                    new Reply.Done(life.name(), wanted.changed(), phase, wanted.note());
            case Starting _, Running _, Stopping _, Backoff _ -> null;
        };
    }
}

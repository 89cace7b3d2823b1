package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.ServiceState.Failed;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Unknown;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a request from outside comes to: messages to services, and what its asker waits for.
record Requests(Lives lives, Graph graph, StopOrder stops) {
    /// The messages that are due at once.
    List<StopOrder.Due> letters(List<Life> asked, Request request) {
        List<String> names = asked.stream().map(Life::name).toList();
        if (decides(request)) {
            names.forEach(stops::forget);
        }
        return switch (request) {
            case Request.Start() -> starts(names);
            case Request.Stop(boolean force) -> stop(names, force, false);
            case Request.Restart() ->
                    names.size() == 1 ? each(names, new Ask.Restart()) : stop(names, false, true);
            case Request.SendSignal(var signal) -> each(names, new Ask.SendSignal(signal));
            case Request.Suspend() -> each(names, new Ask.Suspend());
            case Request.Resume() -> each(names, new Ask.Resume());
            case Request.PauseHealth() -> each(names, new Ask.PauseHealth(true));
            case Request.ResumeHealth() -> each(names, new Ask.PauseHealth(false));
        };
    }

    /// Whether it may set services going, or bring them to rest.
    static boolean moves(Request request) {
        return decides(request) || request instanceof Request.Resume;
    }

    /// Whether it takes the place of what was wanted before.
    private static boolean decides(Request request) {
        return switch (request) {
            case Request.Start(), Request.Stop _, Request.Restart(), Request.Suspend() -> true;
            case Request.Resume(), Request.SendSignal _ -> false;
            case Request.PauseHealth(), Request.ResumeHealth() -> false;
        };
    }

    /// What the asker waits for, service by service.
    List<Answers.Wanted> wanted(List<Life> asked, Request request) {
        return asked.stream().map(life -> wanted(life, asked, request)).toList();
    }

    private Answers.Wanted wanted(Life life, List<Life> asked, Request request) {
        boolean up = life.state() instanceof Running || life.state() instanceof Starting;
        int run = life.run();
        return switch (request) {
            case Request.Start() -> new Answers.Wanted.Ready(!up, up ? run - 1 : run);
            case Request.Stop _ ->
                    new Answers.Wanted.Gone(!rests(life), run, dependents(life, asked));
            case Request.Restart() -> {
                boolean fresh =
                        life.state() instanceof Starting && life.state().livingPid() == null;
                boolean alone = asked.size() == 1;
                yield new Answers.Wanted.Ready(true, fresh && alone ? run - 1 : run);
            }
            case Request.SendSignal _ -> {
                boolean lives = life.state().livingPid() != null;
                var phase = life.state().phase();
                yield new Answers.Wanted.Known(
                        lives
                                ? new Reply.Done(life.name(), true, phase, null)
                                : new Reply.Refused(
                                        life.name(),
                                        Reply.Kind.CONFLICT,
                                        "no process of `" + life.name() + "` lives",
                                        List.of()));
            }
            case Request.Suspend() ->
                    new Answers.Wanted.Gone(life.desired() != Desired.SUSPENDED, run, null);
            case Request.Resume() ->
                    life.desired() == Desired.SUSPENDED
                            ? new Answers.Wanted.Ready(true, run)
                            : new Answers.Wanted.Known(
                                    new Reply.Done(life.name(), false, life.state().phase(), null));
            case Request.PauseHealth() -> health(life, !life.vitals().paused());
            case Request.ResumeHealth() -> health(life, life.vitals().paused());
        };
    }

    private static Answers.Wanted health(Life life, boolean changed) {
        return new Answers.Wanted.Known(
                life.latest().checks()
                        ? new Reply.Done(life.name(), changed, life.state().phase(), null)
                        : new Reply.Refused(
                                life.name(),
                                Reply.Kind.CONFLICT,
                                "`" + life.name() + "` has no `health` to be asked for",
                                List.of()));
    }

    /// What is to be started: these, and what they require and do not have.
    List<StopOrder.Due> starts(List<String> names) {
        var due = new ArrayList<StopOrder.Due>();
        for (String name : graph.required(names)) {
            Life life = lives.of(name);
            if (names.contains(name) || missing(life)) {
                boolean asked = names.contains(name);
                due.add(new StopOrder.Due(name, asked ? new Ask.Start() : new Ask.Lend()));
            }
        }
        return due;
    }

    /// Whether something that is required will not come by itself. What has done its work stays
    /// done, and what is suspended stays so.
    private static boolean missing(Life life) {
        if (life.desired() == Desired.SUSPENDED) {
            return false;
        }
        return switch (life.state()) {
            case Unknown _ -> life.desired() != Desired.RUNNING;
            case Stopped(Reason reason, _) ->
                    life.desired() != Desired.RUNNING && reason.code() != Reason.Code.EXITED;
            case Failed _ -> true;
            case ServiceState.Waiting _, Starting _, Running _ -> false;
            case ServiceState.Stopping _ -> life.desired() == Desired.STOPPED;
            case ServiceState.Backoff backoff -> backoff.rest() != null;
        };
    }

    private List<StopOrder.Due> stop(List<String> names, boolean force, boolean thenStart) {
        String text = thenStart ? "restart requested" : "stop requested";
        var reason = Reason.of(Reason.Code.REQUESTED, text);
        if (names.size() == 1) {
            return each(names, new Ask.Stop(reason, force));
        }
        stops.add(names, reason, force, thenStart ? names : List.of());
        return stops.due();
    }

    /// What is to be told these when the operation that is at work on them is to do no more.
    List<StopOrder.Due> cancelled(List<String> names, String why) {
        var reason = Reason.of(Reason.Code.REQUESTED, why);
        var due = new ArrayList<StopOrder.Due>();
        for (String name : names) {
            stops.forget(name);
            Life life = lives.find(name);
            if (life != null && isOnItsWay(life)) {
                due.add(new StopOrder.Due(name, new Ask.Stop(reason, false)));
            }
        }
        return due;
    }

    /// Whether it is to run, and does not yet.
    private static boolean isOnItsWay(Life life) {
        return switch (life.state()) {
            case Starting _, ServiceState.Waiting _, ServiceState.Backoff _ -> true;
            case Unknown _, Stopped _ -> life.desired() == Desired.RUNNING;
            case ServiceState.Stopping(_, var then, _) -> then instanceof ServiceState.Then.Again;
            case Running _, Failed _ -> false;
        };
    }

    private static List<StopOrder.Due> each(List<String> names, Ask ask) {
        return names.stream().map(name -> new StopOrder.Due(name, ask)).toList();
    }

    private static boolean rests(Life life) {
        return life.state() instanceof Stopped || life.state() instanceof Unknown;
    }

    /// Who still lives, is not asked to stop as well, and depends on it.
    private @Nullable String dependents(Life life, List<Life> asked) {
        String left =
                graph.dependents(life.name()).stream()
                        .map(lives::of)
                        .filter(other -> other.state().alive() && !asked.contains(other))
                        .map(Life::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return left.isEmpty() ? null : "still running and depending on it: " + left;
    }
}

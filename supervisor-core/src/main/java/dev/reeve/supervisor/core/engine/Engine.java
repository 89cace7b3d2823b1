package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// All services together: takes one input at a time, lets {@link Lifecycle} step the service it is
/// for, and then those whose turn has come by it. Knows no thread and no clock; whoever drives it
/// gives the time and does the effects.
public final class Engine {
    private final Lives lives;
    private final Graph graph;
    private final StopOrder stops;
    private final Answers answers;
    private final Turnover turnover;
    private final boolean exitWhenIdle;
    private final Delivery delivery;
    private final Curious curious;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private Mode mode = new Mode.NotBegun();

    /// What an input has made of all.
    public record Turn(List<Event> events, List<Effect> effects) {}

    /// @param fresh services that were never looked at, dependencies before dependents
    /// @param maxConcurrentStarts how many may be starting at one time
    /// @param maxConcurrentRetries how many sessions may be opened again at one time
    public Engine(
            List<Life> fresh,
            int maxConcurrentStarts,
            int maxConcurrentRetries,
            boolean exitWhenIdle) {
        this.lives = new Lives(fresh);
        this.graph = new Graph(fresh.stream().map(Life::spec).toList());
        var room = new StartGate.Room(maxConcurrentStarts, maxConcurrentRetries);
        var gate = new StartGate(lives, room);
        this.stops = new StopOrder(lives, graph);
        this.answers = new Answers(gate, stops);
        this.turnover = new Turnover(lives, graph, stops);
        this.delivery = new Delivery(lives, graph, gate, stops, answers, this::take);
        this.curious = new Curious(lives, answers, delivery);
        this.exitWhenIdle = exitWhenIdle;
    }

    /// Every service as it stands, in the order in which they came.
    public List<Life> lives() {
        return lives.all();
    }

    /// How the whole is: `starting`, `running`, `stopping` or `stopped`.
    String status() {
        return switch (mode) {
            case Mode.NotBegun() -> "starting";
            case Mode.Serving() -> "running";
            case Mode.ShuttingDown _ -> "stopping";
            case Mode.Over() -> "stopped";
        };
    }

    /// Takes one input; `chance` is a number from 0 (inclusive) to 1 (exclusive), for jitter.
    public Turn handle(Input input, Instant now, long nanos, double chance) {
        var moment = new Moment(now, nanos, chance);
        switch (input) {
            case Input.Begin begin -> begin(begin, moment);
            case Input.Seen(String service, Observation what) -> delivery.send(service, what);
            case Input.Happened(Event event) -> events.add(event);
            case Input.Asked(var names, Request request, var to, _) ->
                    asked(names, request, to, moment);
            case Input.Awaited awaited -> effects.addAll(curious.awaits(awaited));
            case Input.CheckAsked asked -> effects.addAll(curious.checks(asked));
            case Input.LookAsked asked -> effects.addAll(curious.looks(asked));
            case Input.Found(var to, var liveness) ->
                    effects.add(new Effect.TellLiveness(to, liveness));
            case Input.Looked(var to, var answer) -> effects.add(new Effect.TellHealth(to, answer));
            case Input.Change change -> change(change);
            case Input.Cancel cancel -> cancel(cancel, moment);
            case Input.OfActivity.Began _,
                    Input.OfActivity.Over _,
                    Input.OfActivity.Kill _,
                    Input.OfActivity.Say _,
                    Input.OfActivity.Report _ ->
                    throw new IllegalArgumentException("nothing of the engine's: " + input);
            case Input.Shutdown(Reason reason, int code) -> shutdown(reason, code, false);
            case Input.HandOver(Reason reason) -> shutdown(reason, 0, true);
            case Input.KillEverything() -> killEverything();
        }
        deliver(moment);
        endWhenIdle();
        deliver(moment);
        effects.addAll(turnover.applied());
        end();
        var turn = new Turn(List.copyOf(events), List.copyOf(effects));
        events.clear();
        effects.clear();
        return turn;
    }

    private void begin(Input.Begin begin, Moment moment) {
        mode = new Mode.Serving();
        events.add(new Event.SupervisorChanged("running", "supervisor: running"));
        begin.left().forEach(delivery::send);
        for (String service : graph.required(begin.wanted())) {
            Desired kept = begin.kept().get(service);
            Ask.Found left = begin.left().get(service);
            if ((kept == null || kept == Desired.RUNNING) && (left == null || !left.keep())) {
                boolean asked = begin.wanted().contains(service);
                delivery.send(service, asked ? new Ask.Start() : new Ask.Lend());
            }
        }
        begin.kept().forEach(this::keep);
        if (begin.to() != null) {
            deliver(moment);
            List<Life> wanted =
                    begin.wanted().stream()
                            .map(lives::of)
                            .filter(life -> life.desired() == Desired.RUNNING)
                            .toList();
            effects.addAll(answers.ready(wanted, begin.to()));
        }
    }

    /// What people want of it goes before what the manifest says.
    private void keep(String service, Desired kept) {
        switch (kept) {
            case RUNNING -> {}
            case SUSPENDED -> delivery.send(service, new Ask.Suspend());
            case STOPPED -> {
                var reason = Reason.of(Reason.Code.REQUESTED, "was stopped before");
                delivery.send(service, new Ask.Stop(reason, false));
            }
        }
    }

    private void asked(
            List<String> names, Request request, CompletableFuture<List<Reply>> to, Moment moment) {
        for (String name : names) {
            if (lives.find(name) == null) {
                String text = "no service is called `" + name + "`";
                effects.add(
                        new Effect.Answer(to, List.of(refusal(name, Reply.Kind.UNKNOWN, text))));
                return;
            }
        }
        String cannot = cannot(names, request);
        if (cannot != null) {
            List<Reply> refused =
                    names.stream()
                            .<Reply>map(name -> refusal(name, Reply.Kind.CONFLICT, cannot))
                            .toList();
            effects.add(new Effect.Answer(to, refused));
            return;
        }
        var requests = new Requests(lives, graph, stops);
        List<Life> before = names.stream().map(lives::of).toList();
        List<Answers.Wanted> wanted = requests.wanted(before, request);
        send(requests.letters(before, request));
        // Others may have waited for what is wanted otherwise by now.
        delivery.tellStops();
        deliver(moment);
        effects.addAll(answers.group(names.stream().map(lives::of).toList(), wanted, to));
    }

    private @Nullable String cannot(List<String> names, Request request) {
        if (!(mode instanceof Mode.Serving) && !(request instanceof Request.Stop)) {
            return "the supervisor stops";
        }
        for (String name : names) {
            if (turnover.isLeaving(name)) {
                return "`" + name + "` is being removed";
            }
        }
        return null;
    }

    /// Whether there is such a service.
    boolean knows(String service) {
        return lives.find(service) != null;
    }

    private static Reply refusal(String name, Reply.Kind kind, String text) {
        return new Reply.Refused(name, kind, text, List.of());
    }

    private void change(Input.Change change) {
        String refusal =
                mode instanceof Mode.Serving
                        ? turnover.refusal(change.changes())
                        : "the supervisor stops";
        if (refusal != null) {
            effects.add(new Effect.TellApplied(change.to(), refusal));
            return;
        }
        if (change.told() != null) {
            events.add(change.told());
        }
        turnover.apply(change.changes(), change.start(), change.found().keySet(), change.to())
                .forEach(due -> delivery.send(due.service(), due.ask()));
        change.found().forEach(delivery::send);
        delivery.tellStops();
        send(new Requests(lives, graph, stops).starts(List.copyOf(change.start())));
    }

    /// What is to go is not started again, whoever requires it.
    private void send(List<StopOrder.Due> letters) {
        for (StopOrder.Due due : letters) {
            boolean starts = due.ask() instanceof Ask.Start || due.ask() instanceof Ask.Lend;
            if (!starts || !turnover.isLeaving(due.service())) {
                delivery.send(due.service(), due.ask());
            }
        }
    }

    private void cancel(Input.Cancel cancel, Moment moment) {
        send(new Requests(lives, graph, stops).cancelled(cancel.services(), cancel.why()));
        delivery.tellStops();
        deliver(moment);
        effects.addAll(answers.cancel(cancel.to(), lives, cancel.why()));
    }

    private void shutdown(Reason reason, int code, boolean handsOver) {
        switch (mode) {
            case Mode.NotBegun(), Mode.Serving() -> {
                mode = new Mode.ShuttingDown(code, handsOver);
                events.add(new Event.SupervisorChanged("stopping", "supervisor: " + reason.text()));
                stops.clear();
                var because = new Reason(Reason.Code.SHUTDOWN, "the supervisor stops", null);
                List<String> all =
                        lives.all().stream()
                                .filter(life -> !handsOver || !life.canStay())
                                .map(Life::name)
                                .toList();
                stops.add(all, because, false, List.of());
                delivery.tellStops();
            }
            case Mode.ShuttingDown _, Mode.Over() -> {}
        }
    }

    private void killEverything() {
        shutdown(Reason.of(Reason.Code.SHUTDOWN, "everything is killed"), 1, false);
        stops.clear();
        var reason = Reason.of(Reason.Code.SHUTDOWN, "killed with everything");
        lives.all().forEach(life -> delivery.send(life.name(), new Ask.Stop(reason, true)));
    }

    private void deliver(Moment moment) {
        events.addAll(delivery.run(moment, mode instanceof Mode.Serving));
        for (Life gone : turnover.gone()) {
            delivery.forget(gone.name());
            effects.addAll(answers.close(gone, "removed"));
        }
    }

    private void take(Effect effect) {
        if (effect instanceof Effect.StopEverything(Reason reason, int code)) {
            shutdown(reason, code, false);
        } else {
            effects.add(effect);
        }
    }

    private void endWhenIdle() {
        if (exitWhenIdle
                && mode instanceof Mode.Serving
                && lives.all().stream().noneMatch(Life::active)) {
            boolean failed =
                    lives.all().stream().anyMatch(l -> l.state() instanceof ServiceState.Failed);
            var reason = Reason.of(Reason.Code.SHUTDOWN, "no service is left to run");
            shutdown(reason, failed ? 1 : 0, false);
        }
    }

    private void end() {
        if (mode instanceof Mode.ShuttingDown(int code, boolean handsOver)
                && lives.all().stream()
                        .noneMatch(
                                life -> life.state().alive() && !(handsOver && life.canStay()))) {
            mode = new Mode.Over();
            String text = handsOver ? "another supervisor goes on" : "stopped";
            events.add(new Event.SupervisorChanged("stopped", "supervisor: " + text));
            effects.addAll(answers.close(lives));
            effects.addAll(turnover.close());
            effects.add(new Effect.Exit(code, handsOver));
        }
    }
}

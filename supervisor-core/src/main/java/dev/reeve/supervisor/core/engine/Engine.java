package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// All services together: takes one input at a time, lets {@link Lifecycle} step the service it is
/// for, and then those whose turn has come by it. Knows no thread and no clock; whoever drives it
/// gives the time and does the effects.
public final class Engine {
    private final Lives lives;
    private final Graph graph;
    private final StartGate gate;
    private final StopOrder stops;
    private final Answers answers;
    private final boolean exitWhenIdle;

    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private final Set<String> wantRoom = new LinkedHashSet<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private int starting;
    private Mode mode = new Mode.NotBegun();

    /// A message on its way to a service.
    private record Letter(String service, Message message) {}

    /// What the whole is about.
    private sealed interface Mode {
        record NotBegun() implements Mode {}

        record Serving() implements Mode {}

        record ShuttingDown(int code) implements Mode {}

        record Over() implements Mode {}
    }

    /// What an input has made of all.
    public record Turn(List<Event> events, List<Effect> effects) {}

    /// @param fresh services that were never looked at, dependencies before dependents
    /// @param maxConcurrentStarts how many may be starting at one time
    public Engine(List<Life> fresh, int maxConcurrentStarts, boolean exitWhenIdle) {
        this.lives = new Lives(fresh);
        this.graph = new Graph(fresh.stream().map(Life::spec).toList());
        this.gate = new StartGate(lives, maxConcurrentStarts);
        this.stops = new StopOrder(lives, graph);
        this.answers = new Answers(gate, stops);
        this.exitWhenIdle = exitWhenIdle;
    }

    /// Every service as it stands, in the order of the plan.
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
        switch (input) {
            case Input.Begin(Set<String> wanted) -> begin(wanted);
            case Input.Seen(String service, Observation what) -> send(service, what);
            case Input.Happened(Event event) -> events.add(event);
            case Input.Asked(var names, Request request, var to) ->
                    asked(names, request, to, now, nanos, chance);
            case Input.Awaited(String service, var condition, var to) ->
                    awaited(service, condition, to);
            case Input.Shutdown(Reason reason, int code) -> shutdown(reason, code);
            case Input.KillEverything() -> killEverything();
        }
        deliver(now, nanos, chance);
        endWhenIdle();
        deliver(now, nanos, chance);
        end();
        var turn = new Turn(List.copyOf(events), List.copyOf(effects));
        events.clear();
        effects.clear();
        return turn;
    }

    private void begin(Set<String> wanted) {
        mode = new Mode.Serving();
        events.add(new Event.SupervisorChanged("running", "supervisor: running"));
        graph.required(wanted).forEach(service -> send(service, new Ask.Start()));
    }

    private void asked(
            List<String> names,
            Request request,
            CompletableFuture<List<Reply>> to,
            Instant now,
            long nanos,
            double chance) {
        for (String name : names) {
            if (lives.find(name) == null) {
                var refused =
                        new Reply.Refused(
                                name,
                                Reply.Kind.UNKNOWN,
                                "no service is called `" + name + "`",
                                List.of());
                effects.add(new Effect.Answer(to, List.of(refused)));
                return;
            }
        }
        if (!(mode instanceof Mode.Serving) && !(request instanceof Request.Stop)) {
            List<Reply> refused =
                    names.stream()
                            .<Reply>map(name -> refusal(name, "the supervisor stops"))
                            .toList();
            effects.add(new Effect.Answer(to, refused));
            return;
        }
        var requests = new Requests(lives, graph, stops);
        List<Life> before = names.stream().map(lives::of).toList();
        List<Answers.Wanted> wanted = requests.wanted(before, request);
        requests.letters(before, request).forEach(due -> send(due.service(), due.ask()));
        deliver(now, nanos, chance);
        effects.addAll(answers.group(names.stream().map(lives::of).toList(), wanted, to));
    }

    private static Reply refusal(String name, String text) {
        return new Reply.Refused(name, Reply.Kind.CONFLICT, text, List.of());
    }

    private void awaited(String service, Input.Condition condition, CompletableFuture<Boolean> to) {
        Life life = lives.find(service);
        effects.addAll(
                life == null
                        ? List.of(new Effect.Tell(to, false))
                        : answers.waiter(life, condition, to));
    }

    private void shutdown(Reason reason, int code) {
        switch (mode) {
            case Mode.NotBegun(), Mode.Serving() -> {
                mode = new Mode.ShuttingDown(code);
                events.add(new Event.SupervisorChanged("stopping", "supervisor: " + reason.text()));
                stops.clear();
                var because = new Reason(Reason.Code.SHUTDOWN, "the supervisor stops", null);
                stops.add(lives.all().stream().map(Life::name).toList(), because, false, false);
                tellStops();
            }
            case Mode.ShuttingDown _, Mode.Over() -> {}
        }
    }

    private void killEverything() {
        shutdown(Reason.of(Reason.Code.SHUTDOWN, "everything is killed"), 1);
        stops.clear();
        var reason = Reason.of(Reason.Code.SHUTDOWN, "killed with everything");
        lives.all().forEach(life -> send(life.name(), new Ask.Stop(reason, true)));
    }

    private void send(String service, Message message) {
        letters.add(new Letter(service, message));
    }

    private void tellStops() {
        stops.due().forEach(due -> send(due.service(), due.ask()));
    }

    private void deliver(Instant now, long nanos, double chance) {
        while (true) {
            Letter letter = letters.poll();
            if (letter == null) {
                break;
            }
            Life before = lives.find(letter.service());
            if (before == null) {
                continue;
            }
            var at = new Context(now, nanos, chance, gateFor(before));
            Step step = Lifecycle.step(before, letter.message(), at);
            lives.put(step.life());
            events.addAll(step.events());
            step.effects().forEach(this::take);
            settle(before, step.life());
        }
        // Only now: what a service passes through on its way is nobody's answer.
        touched.forEach(service -> effects.addAll(answers.look(lives.of(service))));
        touched.clear();
    }

    private Gate gateFor(Life life) {
        return switch (mode) {
            case Mode.Serving() -> gate.gate(life, starting);
            case Mode.NotBegun(), Mode.ShuttingDown _, Mode.Over() ->
                    new Gate.Closed(Reason.of(Reason.Code.SHUTDOWN, "the supervisor stops"));
        };
    }

    private void take(Effect effect) {
        if (effect instanceof Effect.StopEverything(Reason reason, int code)) {
            shutdown(reason, code);
        } else {
            effects.add(effect);
        }
    }

    /// What one service's step means for others.
    private void settle(Life before, Life after) {
        if (before.equals(after)) {
            return;
        }
        String name = after.name();
        if (after.state() instanceof Waiting(Reason reason)
                && reason.code() == Reason.Code.CAPACITY) {
            wantRoom.add(name);
        } else {
            wantRoom.remove(name);
        }
        boolean was = before.state() instanceof Starting;
        boolean is = after.state() instanceof Starting;
        if (was != is) {
            starting += is ? 1 : -1;
            if (was) {
                giveRoom();
            }
        }
        for (String dependent : graph.dependents(name)) {
            if (lives.of(dependent).state() instanceof Waiting) {
                send(dependent, new Ask.Proceed());
            }
        }
        if (!stops.isEmpty() && before.state().alive() && !after.state().alive()) {
            tellStops();
        }
        touched.add(name);
    }

    private void giveRoom() {
        Iterator<String> next = wantRoom.iterator();
        if (next.hasNext()) {
            String service = next.next();
            next.remove();
            send(service, new Ask.Proceed());
        }
    }

    private void endWhenIdle() {
        if (exitWhenIdle && mode instanceof Mode.Serving && idle()) {
            boolean failed =
                    lives.all().stream().anyMatch(l -> l.state() instanceof ServiceState.Failed);
            var reason = Reason.of(Reason.Code.SHUTDOWN, "no service is left to run");
            shutdown(reason, failed ? 1 : 0);
        }
    }

    private void end() {
        if (mode instanceof Mode.ShuttingDown(int code) && !lives.anyAlive()) {
            mode = new Mode.Over();
            events.add(new Event.SupervisorChanged("stopped", "supervisor: stopped"));
            effects.addAll(answers.close(lives));
            effects.add(new Effect.Exit(code));
        }
    }

    /// Whether nothing runs, and nothing will by itself.
    private boolean idle() {
        return lives.all().stream().noneMatch(Engine::active);
    }

    private static boolean active(Life life) {
        return switch (life.state()) {
            case ServiceState.Unknown _, ServiceState.Stopped _, ServiceState.Failed _ -> false;
            // For a dependency that nobody moves: everything else is looked at as well.
            case Waiting(Reason reason) -> reason.code() != Reason.Code.DEPENDENCY;
            case Starting _, ServiceState.Running _, ServiceState.Stopping _ -> true;
            case ServiceState.Backoff _ -> true;
        };
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Brings messages to services, one after another, and tells others what a service's step means for
/// them.
final class Delivery {
    private final Lives lives;
    private final Graph graph;
    private final StartGate gate;
    private final StopOrder stops;
    private final Answers answers;
    private final Consumer<Effect> effects;
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private final Set<String> wantRoom = new LinkedHashSet<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private boolean serving;
    private int starting;

    /// A message on its way to a service.
    private record Letter(String service, Message message) {}

    /// @param effects gets what is to be done, in order
    Delivery(
            Lives lives,
            Graph graph,
            StartGate gate,
            StopOrder stops,
            Answers answers,
            Consumer<Effect> effects) {
        this.lives = lives;
        this.graph = graph;
        this.gate = gate;
        this.stops = stops;
        this.answers = answers;
        this.effects = effects;
    }

    void send(String service, Message message) {
        letters.add(new Letter(service, message));
    }

    void tellStops() {
        stops.due().forEach(due -> send(due.service(), due.ask()));
    }

    /// Steps services until no message is left.
    ///
    /// @param serving whether services may be started
    /// @return what has happened
    List<Event> run(Moment moment, boolean serving) {
        this.serving = serving;
        var events = new ArrayList<Event>();
        while (true) {
            Letter letter = letters.poll();
            if (letter == null) {
                break;
            }
            Life before = lives.find(letter.service());
            if (before == null) {
                continue;
            }
            // A new definition may let start by it at once: its own dependencies count.
            Life meant =
                    letter.message() instanceof Ask.Renew(ServicePlan plan, _)
                            ? before.due(plan)
                            : before;
            var at = new Context(moment.now(), moment.nanos(), moment.chance(), gateFor(meant));
            Step step = Lifecycle.step(before, letter.message(), at);
            lives.put(step.life());
            events.addAll(step.events());
            step.effects().forEach(effects);
            settle(before, step.life());
        }
        // Only now: what a service passes through on its way is nobody's answer.
        touched.forEach(service -> answers.look(lives.of(service)).forEach(effects));
        touched.clear();
        return events;
    }

    /// It is no more.
    void forget(String service) {
        wantRoom.remove(service);
    }

    private Gate gateFor(Life life) {
        return serving
                ? gate.gate(life, starting)
                : new Gate.Closed(Reason.of(Reason.Code.SHUTDOWN, "the supervisor stops"));
    }

    /// What one service's step means for others.
    private void settle(Life before, Life after) {
        String name = after.name();
        // Also where nothing has changed: it was given room that was none.
        if (after.state() instanceof Waiting(Reason reason)
                && reason.code() == Reason.Code.CAPACITY) {
            wantRoom.add(name);
        } else {
            wantRoom.remove(name);
        }
        if (before.equals(after)) {
            return;
        }
        boolean was = takesRoom(before.state());
        boolean is = takesRoom(after.state());
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
        if (before.state() instanceof Running && !(after.state() instanceof Running)) {
            lost(name);
        }
        boolean down = before.state().up() && !after.state().up();
        boolean gone = before.state().alive() && !after.state().alive();
        if (!stops.isEmpty() && (down || gone)) {
            tellStops();
        }
        touched.add(name);
    }

    /// It no longer runs: those that cannot do without it end, and wait until it is back.
    private void lost(String name) {
        if (serving) {
            var reason = Reason.of(Reason.Code.DEPENDENCY, name + " no longer runs");
            graph.followers(name).forEach(other -> send(other, new Ask.Follow(reason)));
        }
    }

    private static boolean takesRoom(ServiceState state) {
        return state instanceof Starting(Stage stage, _, _) && !(stage instanceof Stage.Adopting);
    }

    private void giveRoom() {
        Iterator<String> next = wantRoom.iterator();
        if (next.hasNext()) {
            String service = next.next();
            next.remove();
            send(service, new Ask.Proceed());
        }
    }
}

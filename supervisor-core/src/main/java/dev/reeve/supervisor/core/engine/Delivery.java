package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

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
    private int connecting;

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
            Life meant = meant(before, letter.message());
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
                ? gate.gate(life, starting, connecting)
                : new Gate.Closed(Reason.of(Reason.Code.SHUTDOWN, "the supervisor stops"));
    }

    /// The service by what a message makes of it before it may start: by another definition, and as
    /// one that has not failed yet.
    private static Life meant(Life life, Message message) {
        if (message instanceof Ask.Renew(ServicePlan plan, How how)) {
            return how == How.ANEW ? Lifecycle.renewed(life.due(plan)) : life.due(plan);
        }
        boolean asked = message instanceof Ask.Start || message instanceof Ask.Lend;
        boolean again = message instanceof Ask.Restart || message instanceof Ask.Resume;
        return asked || again ? Lifecycle.renewed(life) : life;
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
        if (settleRoom(takesRoom(before), takesRoom(after), by -> starting += by)) {
            giveRoom(false);
        }
        if (settleRoom(connects(before), connects(after), by -> connecting += by)) {
            giveRoom(true);
        }
        for (String dependent : graph.dependents(name)) {
            if (lives.of(dependent).state() instanceof Waiting) {
                send(dependent, new Ask.Proceed());
            }
        }
        if (before.state() instanceof Running && !(after.state() instanceof Running)) {
            lost(name);
        }
        if (needs(before) && !needs(after)) {
            unneeded(name);
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

    /// It needs what it depends on no longer: a session that is open for others only is closed
    /// after the last of them.
    private void unneeded(String name) {
        for (Dependency dependency : graph.dependencies(name)) {
            Life other = lives.find(dependency.service());
            Link link = other == null ? null : other.link();
            if (other != null
                    && link != null
                    && link.lent()
                    && needs(other)
                    && graph.dependents(other.name()).stream()
                            .noneMatch(one -> needs(lives.of(one)))) {
                send(other.name(), new Ask.Return());
            }
        }
    }

    private static boolean needs(Life life) {
        return switch (life.state()) {
            case Starting _, Running _, ServiceState.Stopping _ -> true;
            case ServiceState.Failed _ -> life.state().alive();
            case ServiceState.Backoff backoff -> backoff.ending() != null || backoff.rest() == null;
            case ServiceState.Unknown _, ServiceState.Stopped _, Waiting _ ->
                    life.desired() == Desired.RUNNING;
        };
    }

    /// @return whether there is more room now
    private static boolean settleRoom(boolean was, boolean is, IntConsumer count) {
        if (was != is) {
            count.accept(is ? 1 : -1);
        }
        return was && !is;
    }

    private static boolean takesRoom(Life life) {
        return life.state() instanceof Starting(Stage stage, _, _)
                && !(stage instanceof Stage.Adopting)
                && !StartGate.retries(life);
    }

    /// Whether its session is on its way.
    private static boolean connects(Life life) {
        return life.plan().connects() && life.state() instanceof Starting;
    }

    /// The one that has waited longest for such room has its turn.
    private void giveRoom(boolean ofRetries) {
        Iterator<String> next = wantRoom.iterator();
        while (next.hasNext()) {
            String service = next.next();
            if (StartGate.retries(lives.of(service)) == ofRetries) {
                next.remove();
                send(service, new Ask.Proceed());
                return;
            }
        }
    }
}

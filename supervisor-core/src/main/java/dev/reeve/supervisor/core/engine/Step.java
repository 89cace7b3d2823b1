package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import java.util.ArrayList;
import java.util.List;

/// What one message made of a service: how it stands now, what has happened, what is to be done.
record Step(Life life, List<Event> events, List<Effect> effects) {
    /// Nothing changes.
    static Step same(Life life) {
        return new Step(life, List.of(), List.of());
    }

    /// It goes to another state; where the phase changes, that is an event.
    static Step to(Life before, ServiceState next, Reason why) {
        Life after = before.in(next);
        Phase from = before.state().phase();
        if (from == next.phase()) {
            return new Step(after, List.of(), List.of());
        }
        Integer run = after.run() == 0 ? null : after.run();
        return new Step(
                after,
                List.of(new Event.StateChanged(after.spec().key(), run, from, next.phase(), why)),
                List.of());
    }

    Step doing(Effect... more) {
        var all = new ArrayList<>(effects);
        all.addAll(List.of(more));
        return new Step(life, events, all);
    }

    Step telling(Event event) {
        var all = new ArrayList<>(events);
        all.add(event);
        return new Step(life, all, effects);
    }

    /// And then another step, from where this one has come to.
    Step then(Step next) {
        var told = new ArrayList<>(events);
        told.addAll(next.events);
        var done = new ArrayList<>(effects);
        done.addAll(next.effects);
        return new Step(next.life, told, done);
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.Input;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// An operation that alters which services there are. It can be killed until it is applied.
final class Alteration {
    private final Parts parts;
    private final String thread;
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);

    private enum Fate {
        OPEN,
        APPLIED,
        KILLED
    }

    Alteration(Parts parts, String word, List<String> participants) {
        this.parts = parts;
        var all = new ArrayList<>(participants);
        all.add(Actor.OPERATOR);
        all.add(Actor.SUPERVISOR);
        thread = parts.board().open(word, all, Cause.OPERATOR, parts.time().now(), this::kill).id();
        parts.loop().accept(new Input.OfActivity.Began(thread));
    }

    /// It is applied from now on, unless it was killed before.
    boolean take() {
        return fate.compareAndSet(Fate.OPEN, Fate.APPLIED) || fate.get() == Fate.APPLIED;
    }

    private boolean kill() {
        return fate.compareAndSet(Fate.OPEN, Fate.KILLED);
    }

    /// A change as a part of it.
    Input.Change of(Input.Change change) {
        return new Input.Change(
                change.changes(),
                change.start(),
                change.found(),
                change.told(),
                change.to(),
                thread);
    }

    /// Does it, and tells how it has ended.
    <T> T run(Supplier<T> work, Function<T, @Nullable String> error) {
        String failure = "a bug of ours";
        try {
            T result = work.get();
            failure = error.apply(result);
            return result;
        } finally {
            Status status = failure == null ? Status.COMPLETED : Status.ERROR;
            var told = parts.board().end(thread, status, failure, parts.time().now());
            parts.loop().accept(new Input.OfActivity.Over(thread, told));
        }
    }
}

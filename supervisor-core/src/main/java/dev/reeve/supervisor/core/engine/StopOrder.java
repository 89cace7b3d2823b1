package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Reason;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Stops of several services: each waits until those that depend on it, and are to be stopped with
/// it, are gone.
final class StopOrder {
    private final Lives lives;
    private final Graph graph;
    private final List<Batch> batches = new ArrayList<>();

    StopOrder(Lives lives, Graph graph) {
        this.lives = lives;
        this.graph = graph;
    }

    /// Services that are to be stopped together.
    ///
    /// @param left those that have not yet been told
    /// @param going those that were told, and still live
    /// @param thenStart those that are to be started as soon as neither they nor what they depend
    ///     on among the others are still to go
    private record Batch(
            Set<String> left,
            Set<String> going,
            Reason reason,
            boolean force,
            Set<String> thenStart) {}

    /// One message that is due.
    record Due(String service, Message.Ask ask) {}

    /// @param thenStart those of them that are to be started again
    void add(
            Collection<String> services,
            Reason reason,
            boolean force,
            Collection<String> thenStart) {
        batches.add(
                new Batch(
                        new LinkedHashSet<>(services),
                        new LinkedHashSet<>(),
                        reason,
                        force,
                        new LinkedHashSet<>(thenStart)));
    }

    /// Forgets what was still to come.
    void clear() {
        batches.clear();
    }

    /// Someone wants something else of this one by now.
    void forget(String service) {
        for (Batch batch : batches) {
            batch.thenStart().remove(service);
            batch.left().remove(service);
            batch.going().remove(service);
        }
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /// Whether this one will be started by itself, when all that were stopped with it are gone.
    boolean willStart(String service) {
        return batches.stream().anyMatch(b -> b.thenStart().contains(service));
    }

    /// Whether this one is still to be stopped, and not to be started after that.
    boolean willStop(String service) {
        return batches.stream()
                .anyMatch(b -> b.left().contains(service) && !b.thenStart().contains(service));
    }

    /// Who is to be told what now. Called whenever something has stopped living, or is no longer
    /// up, and after `add`.
    List<Due> due() {
        var due = new ArrayList<Due>();
        for (Batch batch : batches) {
            batch.going().removeIf(service -> !alive(service));
            tellFree(batch, due);
        }
        batches.removeIf(
                batch -> {
                    startFree(batch, due);
                    return batch.left().isEmpty()
                            && batch.going().isEmpty()
                            && batch.thenStart().isEmpty();
                });
        return due;
    }

    private void tellFree(Batch batch, List<Due> due) {
        for (String service : List.copyOf(batch.left())) {
            if (!held(service, batch)) {
                batch.left().remove(service);
                if (alive(service)) {
                    batch.going().add(service);
                }
                var stop = new Message.Ask.Stop(batch.reason(), batch.force());
                due.add(new Due(service, stop));
            }
        }
    }

    private void startFree(Batch batch, List<Due> due) {
        for (String service : List.copyOf(batch.thenStart())) {
            boolean busy = pending(service, batch);
            for (Dependency dependency : graph.dependencies(service)) {
                busy |= pending(dependency.service(), batch);
            }
            if (!busy) {
                batch.thenStart().remove(service);
                due.add(new Due(service, new Message.Ask.Start()));
            }
        }
    }

    private static boolean pending(String service, Batch batch) {
        return batch.left().contains(service) || batch.going().contains(service);
    }

    /// Whether someone of the same batch still needs it. What is not up needs no order: it is told
    /// at once, before it comes up again.
    private boolean held(String service, Batch batch) {
        Life life = lives.find(service);
        if (life == null || !life.state().up()) {
            return false;
        }
        for (String dependent : graph.dependents(service)) {
            boolean member = batch.left().contains(dependent) || batch.going().contains(dependent);
            if (member && alive(dependent)) {
                return true;
            }
        }
        return false;
    }

    private boolean alive(String service) {
        Life life = lives.find(service);
        return life != null && life.state().alive();
    }
}

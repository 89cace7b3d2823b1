package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Unknown;
import dev.reeve.supervisor.core.plan.Changes;
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Services that come, change and go while others run on.
final class Turnover {
    private final Lives lives;
    private final Graph graph;
    private final StopOrder stops;
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, Integer> lastRuns = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    Turnover(Lives lives, Graph graph, StopOrder stops) {
        this.lives = lives;
        this.graph = graph;
        this.stops = stops;
    }

    /// Someone who waits until a change is applied.
    ///
    /// @param starts those that start
    private record Pending(
            Set<String> starts, Set<String> removed, CompletableFuture<@Nullable String> to) {}

    /// Why a change cannot be applied, or null where it can.
    @Nullable String refusal(Changes changes) {
        for (ServicePlan plan : changes.added()) {
            if (leaving.contains(plan.name())) {
                return "`" + plan.name() + "` is still being removed";
            }
            if (lives.find(plan.name()) != null) {
                return "a service is called `" + plan.name() + "` already";
            }
        }
        return null;
    }

    /// Whether it is to go, and cannot be asked for anything any more.
    boolean isLeaving(String service) {
        return leaving.contains(service);
    }

    /// Applies a change.
    ///
    /// @param found new ones of which a run lives already
    /// @return messages that are due, in this order
    List<StopOrder.Due> apply(
            Changes changes,
            Set<String> start,
            Set<String> found,
            CompletableFuture<@Nullable String> to) {
        var starts = new HashSet<>(start);
        starts.addAll(found);
        changes.added().forEach(plan -> lives.add(fresh(plan)));
        var due = new ArrayList<StopOrder.Due>();
        var ending = new LinkedHashSet<String>();
        var again = new LinkedHashSet<String>();
        for (Changes.Renewal renewal : changes.renewed()) {
            Life life = lives.find(renewal.plan().name());
            if (life == null || leaving.contains(life.name())) {
                continue;
            }
            boolean anew = renewal.how() == How.ANEW;
            boolean wanted = life.desired() == Desired.RUNNING && !stops.willStop(life.name());
            boolean ends = anew && wanted && life.state().alive() && !isEnding(life);
            due.add(
                    new StopOrder.Due(
                            life.name(),
                            new Ask.Renew(renewal.plan(), ends ? How.LATER : renewal.how())));
            if (ends) {
                ending.add(life.name());
                again.add(life.name());
                starts.add(life.name());
            }
        }
        for (Changes.Refitted refitted : changes.refitted()) {
            Life life = lives.find(refitted.service());
            if (life == null || leaving.contains(life.name())) {
                continue;
            }
            boolean ends = cannotGoOn(life, refitted);
            due.add(new StopOrder.Due(life.name(), new Ask.Refit(refitted, ends)));
            if (ends) {
                ending.add(life.name());
                again.add(life.name());
                starts.add(life.name());
            }
        }
        for (String name : changes.removed()) {
            if (lives.find(name) != null && leaving.add(name)) {
                stops.forget(name);
                ending.add(name);
            }
        }
        String why = changes.renewed().isEmpty() ? "removed" : "the manifest has changed";
        why = changes.refitted().isEmpty() ? why : "a plugin that it needs has changed";
        stops.add(ending, Reason.of(Reason.Code.RELOADED, why), false, again);
        draw(changes.renewed());
        pending.add(new Pending(starts, changes.removed(), to));
        return due;
    }

    /// Whether what lives of it has to end because of its plugins: one is missing, or holds its
    /// session.
    @SuppressWarnings("ReferenceEquality") // what was made anew is another, whatever it says
    private boolean cannotGoOn(Life life, Changes.Refitted refitted) {
        ServicePlan plan = refitted.of(life.plan());
        boolean wanted = life.desired() == Desired.RUNNING && !stops.willStop(life.name());
        return wanted
                && life.state().alive()
                && !isEnding(life)
                && (refitted.of(life.latest()).lacks() != null
                        || plan.lacks() != null
                        || plan.session() != life.plan().session());
    }

    /// Those that are to go and of which nothing lives: forgotten by now.
    List<Life> gone() {
        var gone = new ArrayList<Life>();
        for (String name : List.copyOf(leaving)) {
            Life life = lives.of(name);
            if (rests(life.state())) {
                leaving.remove(name);
                lives.remove(name);
                lastRuns.put(name, life.run());
                stops.forget(name);
                gone.add(life);
            }
        }
        if (!gone.isEmpty()) {
            draw(List.of());
        }
        return gone;
    }

    /// Whoever has what he waited for.
    List<Effect> applied() {
        var effects = new ArrayList<Effect>();
        pending.removeIf(
                one -> {
                    boolean over =
                            one.removed().stream().allMatch(name -> lives.find(name) == null)
                                    && one.starts().stream().allMatch(this::begun);
                    if (over) {
                        effects.add(new Effect.TellApplied(one.to(), null));
                    }
                    return over;
                });
        return effects;
    }

    /// All is over.
    List<Effect> close() {
        List<Effect> effects = new ArrayList<>();
        pending.forEach(
                one -> effects.add(new Effect.TellApplied(one.to(), "the supervisor has stopped")));
        pending.clear();
        return effects;
    }

    /// A name that was there before goes on counting: what comes late of a run of the one before is
    /// not taken for the new one's.
    private Life fresh(ServicePlan plan) {
        int last = lastRuns.getOrDefault(plan.name(), 0);
        return Life.fresh(plan).counting(new Life.Tally(last, 0, 0, 0));
    }

    /// Whether its run was begun, or something is said to be in its way, or someone has decided
    /// otherwise.
    private boolean begun(String service) {
        Life life = lives.find(service);
        if (life == null) {
            return true;
        }
        if (stops.willStart(service) || life.state() instanceof Unknown) {
            return false;
        }
        return switch (life.state()) {
            case Starting(Stage.Preparing _, _, _), Starting(Stage.Spawning _, _, _) -> false;
            case Starting(Stage.Adopting _, _, _) -> false;
            case Starting _, ServiceState.Running _ -> true;
            case ServiceState.Stopping _ -> false;
            case Unknown _ -> false;
            case Stopped _, ServiceState.Waiting _ -> true;
            case ServiceState.Backoff _, ServiceState.Failed _ -> true;
        };
    }

    private static boolean rests(ServiceState state) {
        return switch (state) {
            case Unknown _, Stopped _ -> true;
            case ServiceState.Failed(_, Ending ending) -> ending == null;
            case Starting _, ServiceState.Running _, ServiceState.Stopping _ -> false;
            case ServiceState.Waiting _, ServiceState.Backoff _ -> false;
        };
    }

    private static boolean isEnding(Life life) {
        return life.state() instanceof ServiceState.Stopping;
    }

    /// @param coming definitions that are on their way to their services
    private void draw(List<Changes.Renewal> coming) {
        var latest = new LinkedHashMap<String, ServiceSpec>();
        lives.all().forEach(life -> latest.put(life.name(), life.latest().spec()));
        coming.forEach(one -> latest.replace(one.plan().name(), one.plan().spec()));
        graph.draw(latest.values());
        // What still lives by an older definition ends in the order of that.
        lives.all().stream()
                .filter(life -> life.state().alive())
                .forEach(life -> graph.also(life.spec()));
    }
}

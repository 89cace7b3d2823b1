package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.plan.Difference;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.PlanSource;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plugin.Catalog;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Reads the manifest again: plans the whole first, and then applies all of it or nothing.
final class Reload {
    private static final String MANIFEST = "manifest";

    private final InForce inForce;
    private final Catalog catalog;
    private final Engine engine;

    /// The engine as a reload needs it.
    interface Engine {
        List<Life> lives();

        void accept(Input input);

        /// Whether the operation that goes on may still be done: from now on it cannot be killed.
        boolean take();

        /// Applies a change, and waits until that is done.
        ///
        /// @return why not, or null
        @Nullable String change(Input.Change change, List<String> touched);
    }

    Reload(InForce inForce, Catalog catalog, Engine engine) {
        this.inForce = inForce;
        this.catalog = catalog;
        this.engine = engine;
    }

    ReloadAnswer run(@Nullable Path manifest, boolean dryRun) {
        PlanSource source =
                manifest == null
                        ? inForce.source()
                        : inForce.source().of(manifest.toAbsolutePath().normalize());
        return switch (source.plan(catalog)) {
            case Checked.Invalid<Plan>(List<Problem> problems) -> refused(problems, dryRun);
            case Checked.Valid<Plan>(Plan plan) -> planned(source, plan, dryRun);
        };
    }

    private ReloadAnswer planned(PlanSource source, Plan plan, boolean dryRun) {
        List<Life> lives = engine.lives();
        List<Problem> taken = taken(plan, lives);
        if (!taken.isEmpty()) {
            return refused(taken, dryRun);
        }
        List<ServicePlan> before =
                lives.stream()
                        .filter(life -> life.spec().key().source().equals(MANIFEST))
                        .map(Life::latest)
                        .toList();
        var difference = Difference.between(inForce.plan(), before, plan);
        if (dryRun) {
            return answer(difference, true);
        }
        var to = new CompletableFuture<@Nullable String>();
        var told =
                new Event.Reloaded(
                        true, difference.added(), difference.removed(), difference.updated(), null);
        String refusal =
                engine.change(
                        new Input.Change(
                                difference.changes(), wanted(difference), Map.of(), told, to),
                        difference.updated());
        if (refusal != null) {
            return refused(List.of(Problem.at(null, null, refusal)), false);
        }
        inForce.now(source, plan);
        return answer(difference, false);
    }

    /// A name that a service beside the manifest has already.
    private static List<Problem> taken(Plan plan, List<Life> lives) {
        return lives.stream()
                .filter(life -> !life.spec().key().source().equals(MANIFEST))
                .filter(
                        life ->
                                plan.services().stream()
                                        .anyMatch(s -> s.name().equals(life.name())))
                .map(
                        life ->
                                Problem.at(
                                        plan.place(life.name()),
                                        "services." + life.name(),
                                        "`%s` is the name of a service that was added beside the manifest (%s)"
                                                .formatted(life.name(), life.spec().key())))
                .toList();
    }

    private static Set<String> wanted(Difference difference) {
        var wanted = new LinkedHashSet<String>();
        for (ServicePlan plan : difference.changes().added()) {
            if (plan.spec().autostart()) {
                wanted.add(plan.name());
            }
        }
        return wanted;
    }

    private ReloadAnswer refused(List<Problem> problems, boolean dryRun) {
        String first = problems.getFirst().toString();
        String error =
                problems.size() == 1
                        ? first
                        : first + " (and " + (problems.size() - 1) + " more mistakes)";
        if (!dryRun) {
            engine.accept(
                    new Input.Happened(
                            new Event.Reloaded(false, List.of(), List.of(), List.of(), error)));
        }
        return new ReloadAnswer(
                false, List.of(), List.of(), List.of(), List.of(), error, problems, dryRun,
                Map.of(), List.of());
    }

    private static ReloadAnswer answer(Difference difference, boolean dryRun) {
        return new ReloadAnswer(
                true,
                difference.added(),
                difference.removed(),
                difference.updated(),
                difference.inPlace(),
                null,
                List.of(),
                dryRun,
                difference.details(),
                difference.notes());
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.control.InForce;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.PlanSource;
import dev.reeve.supervisor.core.plugin.Catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The services beside the manifest that a supervisor before this one has kept.
///
/// @param told gets one line for people for each that cannot be had at this time; it stays kept
record Beside(
        Ledger ledger,
        Catalog catalog,
        PlanSource source,
        Plan plan,
        InForce inForce,
        Consumer<String> told) {
    List<Life> lives() {
        var specs = new ArrayList<ServiceSpec>();
        plan.services().forEach(service -> specs.add(service.spec()));
        var lives = new ArrayList<Life>();
        ledger.definitions()
                .forEach(
                        (key, definition) -> {
                            if (specs.stream().anyMatch(spec -> spec.name().equals(key.name()))) {
                                told.accept(
                                        "`%s` is not there: the manifest has a service of this name"
                                                .formatted(key));
                                return;
                            }
                            switch (source.planBeside(
                                    catalog, key.source(), definition, plan, specs)) {
                                case Checked.Valid<Plan>(Plan one) -> {
                                    one.services().forEach(s -> lives.add(Life.fresh(s)));
                                    one.services().forEach(s -> specs.add(s.spec()));
                                    inForce.add(key.name(), one);
                                }
                                case Checked.Invalid<Plan>(List<Problem> problems) ->
                                        told.accept(
                                                "`%s` is not there: %s"
                                                        .formatted(key, problems.getFirst()));
                            }
                        });
        return lives;
    }
}

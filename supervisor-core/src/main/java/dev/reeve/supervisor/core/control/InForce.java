package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.Plan.ForwardPlan;
import dev.reeve.supervisor.core.plan.Plan.StatsPlan;
import dev.reeve.supervisor.core.plan.PlanSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The plan that holds at this time, and where it came from. Read by any thread, changed by one.
public final class InForce {
    private final Consumer<List<StatsPlan>> feeds;
    private final Consumer<List<ForwardPlan>> forwards;
    private final Map<String, Plan> beside = new LinkedHashMap<>();
    private volatile PlanSource source;
    private volatile Plan plan;
    private List<StatsPlan> fed;

    /// @param feeds told who gets which samples, whenever that changes
    /// @param forwards told who gets whose lines, whenever that may have changed
    public InForce(
            PlanSource source,
            Plan plan,
            Consumer<List<StatsPlan>> feeds,
            Consumer<List<ForwardPlan>> forwards) {
        this.source = source;
        this.plan = plan;
        this.feeds = feeds;
        this.forwards = forwards;
        this.fed = plan.stats();
        feeds.accept(fed);
        forwards.accept(plan.forward());
    }

    Plan plan() {
        return plan;
    }

    PlanSource source() {
        return source;
    }

    /// Another plan of the manifest.
    void now(PlanSource from, Plan other) {
        source = from;
        plan = other;
        feed();
    }

    /// The same plans with other plugins.
    ///
    /// @param old whether something was made by a plugin that is not in use any more
    void refit(UnaryOperator<Plan> by, Predicate<Object> old) {
        plan = by.apply(plan);
        beside.replaceAll((_, its) -> by.apply(its));
        if (fed.stream().anyMatch(one -> old.test(one.handler()))) {
            fed = List.of();
        }
        feed();
    }

    /// A service beside the manifest.
    ///
    /// @param its the plan of this service alone
    public void add(String service, Plan its) {
        beside.put(service, its);
        feed();
    }

    void remove(String service) {
        beside.remove(service);
        feed();
    }

    /// Handlers that stay the same are left alone: they may hold a file open.
    private void feed() {
        var all = new ArrayList<>(plan.stats());
        beside.values().forEach(its -> all.addAll(its.stats()));
        if (!alike(fed, all)) {
            fed = all;
            feeds.accept(fed);
        }
        var forward = new ArrayList<>(plan.forward());
        beside.values().forEach(its -> forward.addAll(its.forward()));
        forwards.accept(forward);
    }

    private static boolean alike(List<StatsPlan> before, List<StatsPlan> after) {
        boolean alike = before.size() == after.size();
        for (int at = 0; alike && at < after.size(); at++) {
            alike =
                    before.get(at).use().equals(after.get(at).use())
                            && before.get(at).services().equals(after.get(at).services());
        }
        return alike;
    }
}

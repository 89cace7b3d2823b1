package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.Plan.StatsPlan;
import dev.reeve.supervisor.core.plan.PlanSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The plan that holds at this time, and where it came from. Read by any thread, changed by one.
public final class InForce {
    private final Consumer<List<StatsPlan>> feeds;
    private final Map<String, List<StatsPlan>> beside = new LinkedHashMap<>();
    private volatile PlanSource source;
    private volatile Plan plan;
    private List<StatsPlan> fed;

    /// @param feeds told who gets which samples, whenever that changes
    public InForce(PlanSource source, Plan plan, Consumer<List<StatsPlan>> feeds) {
        this.source = source;
        this.plan = plan;
        this.feeds = feeds;
        this.fed = plan.stats();
        feeds.accept(fed);
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

    /// A service beside the manifest.
    ///
    /// @param stats who gets its samples
    public void add(String service, List<StatsPlan> stats) {
        beside.put(service, stats);
        feed();
    }

    void remove(String service) {
        beside.remove(service);
        feed();
    }

    /// Handlers that stay the same are left alone: they may hold a file open.
    private void feed() {
        var all = new ArrayList<>(plan.stats());
        beside.values().forEach(all::addAll);
        if (!alike(fed, all)) {
            fed = all;
            feeds.accept(fed);
        }
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

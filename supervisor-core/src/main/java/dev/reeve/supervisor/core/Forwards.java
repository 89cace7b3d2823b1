package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.output.Forwarding;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.plan.Plan.ForwardPlan;
import dev.reeve.supervisor.core.time.TimeSource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Who gets whose lines, also when that changes: a forwarder that is still wanted goes on.
final class Forwards implements AutoCloseable {
    private final Guard guard;
    private final Output output;
    private final TimeSource time;
    private final Consumer<String> told;
    private final Map<PluginUse, Forwarding> running = new HashMap<>();
    private Runnable also = () -> {};

    Forwards(Guard guard, Output output, TimeSource time, Consumer<String> told) {
        this.guard = guard;
        this.output = output;
        this.time = time;
        this.told = told;
    }

    /// Something else that is to be done now, and whenever definitions may have changed.
    synchronized void also(Runnable more) {
        also = more;
        more.run();
    }

    /// These are to be served from now on. Plans with the same use are served together, by the
    /// forwarder of the first.
    synchronized void now(List<ForwardPlan> plans) {
        Map<PluginUse, ForwardPlan> first = new LinkedHashMap<>();
        Map<PluginUse, Set<String>> services = new HashMap<>();
        for (ForwardPlan plan : plans) {
            first.putIfAbsent(plan.use(), plan);
            services.computeIfAbsent(plan.use(), _ -> new HashSet<>()).addAll(plan.services());
        }
        running.entrySet()
                .removeIf(
                        entry -> {
                            boolean unwanted = !first.containsKey(entry.getKey());
                            if (unwanted) {
                                entry.getValue().close();
                            }
                            return unwanted;
                        });
        first.forEach((use, plan) -> serve(plan, services.getOrDefault(use, Set.of())));
        also.run();
    }

    /// Ends those that were made by a plugin that is not in use any more. What comes meanwhile is
    /// lost to them.
    synchronized void drop(Predicate<Object> old) {
        running.values()
                .removeIf(
                        forwarding -> {
                            boolean ends = old.test(forwarding.forwarder());
                            if (ends) {
                                forwarding.close();
                            }
                            return ends;
                        });
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Forwarding::close);
        running.clear();
    }

    private void serve(ForwardPlan plan, Set<String> services) {
        Forwarding known = running.get(plan.use());
        if (known == null) {
            running.put(
                    plan.use(),
                    new Forwarding(
                            guard,
                            plan.use().kind(),
                            plan.forwarder(),
                            services,
                            output,
                            time,
                            told));
            return;
        }
        known.services(services);
    }
}

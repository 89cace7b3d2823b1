package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.HealthPolicy.OnUnhealthy;
import dev.reeve.supervisor.api.model.ReadyPolicy.OnTimeout;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The random manifest of a world as it stands now. A service depends on those of lower numbers
/// only, so that there is never a circle.
final class Definitions {
    private final Random random;
    private final Map<String, ServicePlan> plans = new TreeMap<>();

    Definitions(Random random) {
        this.random = random;
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            put(made("s" + i));
        }
    }

    /// Dependencies before dependents.
    List<ServicePlan> all() {
        return List.copyOf(plans.values());
    }

    List<String> names() {
        return List.copyOf(plans.keySet());
    }

    boolean has(String name) {
        return plans.containsKey(name);
    }

    void put(ServicePlan plan) {
        plans.put(plan.name(), plan);
    }

    void remove(String name) {
        plans.remove(name);
    }

    /// A random definition; never twice the same.
    ServicePlan made(String name) {
        Specs specs = Specs.service(name).describedAs("made by " + random.nextLong());
        restarts(specs);
        asked(specs);
        if (chance(25)) {
            specs.session();
            if (chance(40)) {
                specs.manual();
            }
        }
        if (chance(40)) {
            specs.hooks();
        }
        if (chance(1)) {
            specs.essential();
        }
        if (chance(60)) {
            specs.adopted();
        }
        for (String other : plans.keySet()) {
            if (other.compareTo(name) < 0 && chance(25)) {
                depends(specs, other);
            }
        }
        return specs.plan();
    }

    private void restarts(Specs specs) {
        When when = When.values()[random.nextInt(3)];
        int attempts = chance(20) ? -1 : 1 + random.nextInt(4);
        specs.restart(when, when == When.NEVER ? 0 : attempts);
        specs.backoff(
                new RestartPolicy.Backoff(
                        Duration.ofMillis(random.nextInt(300)), 2, Duration.ofSeconds(2), 0.2));
        specs.stopTimeout(Duration.ofMillis(random.nextInt(1_500)));
    }

    private void asked(Specs specs) {
        if (chance(40)) {
            OnTimeout then = chance(2) ? OnTimeout.STOP_ALL : OnTimeout.values()[random.nextInt(2)];
            specs.ready(Duration.ofMillis(500 + random.nextInt(1_000)), then);
        } else if (chance(40)) {
            specs.settles();
        }
        if (chance(50)) {
            OnUnhealthy then = OnUnhealthy.values()[random.nextInt(2)];
            specs.health(
                    Duration.ofMillis(500 + random.nextInt(2_000)), 1 + random.nextInt(3), then);
        }
    }

    private void depends(Specs specs, String other) {
        Condition[] conditions = Condition.values();
        Condition condition =
                chance(60) ? Condition.READY : conditions[random.nextInt(conditions.length)];
        specs.after(other, condition, chance(80), chance(30));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}

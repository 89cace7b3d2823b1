package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.Supervisor.Discovery;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Asks the plugins which processes could be taken over.
final class Discoveries {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Catalog catalog;
    private final Guard guard;
    private final InForce inForce;

    /// What a plugin is told.
    private record Context(String service, Path baseDirectory, Path stateDirectory)
            implements PlanContext {}

    Discoveries(Catalog catalog, Guard guard, InForce inForce) {
        this.catalog = catalog;
        this.guard = guard;
        this.inForce = inForce;
    }

    /// Searches once; whatever is wrong with the options, or with the provider, is a problem.
    Discovery run(String provider, Map<String, Object> options) {
        Plan plan = inForce.plan();
        var problems = new ArrayList<Problem>();
        var context = new Context(plan.name(), plan.baseDirectory(), plan.stateDirectory());
        DiscoveryProvider product =
                catalog.create(
                        Door.DISCOVERY,
                        new PluginUse(provider, options),
                        context,
                        "",
                        _ -> null,
                        problems::add);
        return product == null ? Alterations.wrong(problems) : asked(provider, product);
    }

    private Discovery asked(String provider, DiscoveryProvider product) {
        var answer = new AtomicReference<@Nullable List<Discovered>>();
        try {
            String trouble =
                    guard.within(
                                    LIMIT,
                                    "discover",
                                    "discover " + provider,
                                    product,
                                    () -> answer.set(List.copyOf(product.discover())))
                            .trouble();
            List<Discovered> found = answer.get();
            if (trouble != null || found == null) {
                return failed(provider, trouble == null ? "it has found nothing" : trouble);
            }
            return new Discovery(found, List.of());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return failed(provider, "the supervisor stops");
        }
    }

    private static Discovery failed(String provider, String why) {
        String text = "the discovery provider `" + provider + "` has failed: " + why;
        return Alterations.wrong(List.of(Problem.at(null, null, text)));
    }
}

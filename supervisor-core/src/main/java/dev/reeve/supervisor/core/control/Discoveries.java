package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.Supervisor.Discovery;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the plugins which processes could be taken over.
final class Discoveries {
    private static final int LONGEST_SECONDS = 30;

    private final Catalog catalog;
    private final InForce inForce;

    /// What a plugin is told.
    private record Context(String service, Path baseDirectory, Path stateDirectory)
            implements PlanContext {}

    Discoveries(Catalog catalog, InForce inForce) {
        this.catalog = catalog;
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

    private static Discovery asked(String provider, DiscoveryProvider product) {
        var answer = new CompletableFuture<List<Discovered>>();
        Thread thread =
                Thread.ofVirtual()
                        .name("discover " + provider)
                        .unstarted(
                                () -> {
                                    try {
                                        answer.complete(List.copyOf(product.discover()));
                                    } catch (Throwable thrown) {
                                        answer.completeExceptionally(thrown);
                                    }
                                });
        thread.setContextClassLoader(product.getClass().getClassLoader());
        thread.start();
        try {
            return new Discovery(answer.get(LONGEST_SECONDS, TimeUnit.SECONDS), List.of());
        } catch (TimeoutException late) {
            thread.interrupt();
            return failed(provider, "no answer within " + LONGEST_SECONDS + " s");
        } catch (ExecutionException thrown) {
            Throwable cause = thrown.getCause();
            String said = cause instanceof IOException ? cause.getMessage() : null;
            return failed(provider, said == null ? String.valueOf(cause) : said);
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

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The metrics exporters that are installed, each made when it is first asked for.
final class Expositions {
    private static final Logger LOG = LoggerFactory.getLogger(Expositions.class);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Guard guard;
    private final InForce inForce;
    private final Map<String, MetricsExporter> made = new HashMap<>();

    /// What a plugin is told.
    private record Context(String service, Path baseDirectory, Path stateDirectory)
            implements PlanContext {}

    Expositions(Catalog catalog, Guard guard, InForce inForce) {
        this.catalog = catalog;
        this.guard = guard;
        this.inForce = inForce;
    }

    /// @return null where there is no such exporter, or it cannot write
    @Nullable Exposition of(String kind, List<Metric> metrics) {
        MetricsExporter exporter = exporter(kind);
        if (exporter == null) {
            return null;
        }
        var written = new AtomicReference<@Nullable Exposition>();
        try {
            Outcome outcome =
                    guard.within(
                            LIMIT,
                            "write",
                            "metrics exporter " + kind,
                            exporter,
                            () -> written.set(exporter.write(metrics)));
            if (outcome instanceof Outcome.Done) {
                return written.get();
            }
            LOG.warn("the metrics exporter `{}` has failed: {}", kind, outcome.trouble());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private synchronized @Nullable MetricsExporter exporter(String kind) {
        MetricsExporter known = made.get(kind);
        if (known == null && catalog.kinds(Door.METRICS_EXPORTER).contains(kind)) {
            Plan plan = inForce.plan();
            var problems = new ArrayList<Problem>();
            known =
                    catalog.create(
                            Door.METRICS_EXPORTER,
                            new PluginUse(kind, Map.of()),
                            new Context(plan.name(), plan.baseDirectory(), plan.stateDirectory()),
                            "",
                            _ -> null,
                            problems::add);
            problems.forEach(problem -> LOG.warn("{}", problem));
            if (known != null) {
                made.put(kind, known);
            }
        }
        return known;
    }
}

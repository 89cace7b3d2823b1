package dev.reeve.supervisor.core;

import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.plan.Plan.StatsPlan;
import dev.reeve.supervisor.core.stats.Running;
import dev.reeve.supervisor.core.stats.Sampler;
import dev.reeve.supervisor.core.stats.StatsBoard;
import dev.reeve.supervisor.core.stats.StatsFeed;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Who gets which samples, also when that changes.
final class Feeds implements AutoCloseable {
    private final Guard guard;
    private final StatsBoard board;
    private final TimeSource time;
    private final Consumer<String> told;
    private @Nullable EffectRunner runner;
    private List<StatsPlan> plans = List.of();
    private @Nullable Sampler sampler;

    Feeds(Guard guard, StatsBoard board, TimeSource time, Consumer<String> told) {
        this.guard = guard;
        this.board = board;
        this.time = time;
        this.told = told;
    }

    /// From whom it is known what runs. Feeding begins.
    synchronized void from(EffectRunner whose) {
        runner = whose;
        feed();
    }

    /// These are to be fed from now on.
    synchronized void now(List<StatsPlan> others) {
        plans = List.copyOf(others);
        if (runner != null) {
            feed();
        }
    }

    @Override
    public synchronized void close() {
        if (sampler != null) {
            sampler.close();
        }
    }

    private void feed() {
        close();
        sampler =
                Sampler.start(
                        guard,
                        plans.stream().map(Feeds::feed).toList(),
                        board,
                        time,
                        this::running,
                        told);
    }

    private static StatsFeed feed(StatsPlan plan) {
        return new StatsFeed(
                plan.use().handler().kind(),
                plan.handler(),
                plan.use().interval(),
                plan.services());
    }

    private Map<String, Running> running() {
        EffectRunner whose = runner;
        var running = new LinkedHashMap<String, Running>();
        if (whose != null) {
            whose.running()
                    .forEach(
                            (service, run) ->
                                    running.put(
                                            service,
                                            new Running(run.run(), run.child()::processes)));
        }
        return running;
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.CheckTimes;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.stats.Running;
import dev.reeve.supervisor.core.stats.Usage;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What services use, and all figures of the house.
final class Figures {
    private final Parts parts;
    private final Readings readings;
    private final Expositions expositions;

    Figures(Parts parts, Readings readings) {
        this.parts = parts;
        this.readings = readings;
        this.expositions = new Expositions(parts.catalog(), parts.guard(), parts.inForce());
    }

    @Nullable StatsSample sample(String name) {
        Life life = readings.find(name);
        if (life == null) {
            return null;
        }
        EffectRunner.Running running = parts.runner().running(life.name());
        List<StatsSample> samples =
                samples(
                        Map.of(
                                life.name(),
                                running == null
                                        ? new Running(life.run(), Set::of)
                                        : processes(running)));
        return samples.isEmpty() ? null : samples.getFirst();
    }

    List<StatsSample> samples() {
        return samples(running());
    }

    List<Metric> metrics() {
        Map<String, Usage> usage = parts.stats().usage(running());
        Map<String, CheckTimes> checks = parts.runner().checkTimes();
        List<ServiceSnapshot> services = readings.services().items();
        var measured = new Measured();
        var house = new HouseMetrics(measured);
        house.supervisor(
                readings.status(), parts.stats().usage(Set.of(ProcessHandle.current().pid())));
        house.services(services);
        house.events(parts.journal());
        house.output(parts.output());
        house.plugins(parts.catalog().plugins());
        house.machine();
        var each = new ServiceMetrics(measured);
        for (ServiceSnapshot service : services) {
            each.add(service, usage.get(service.name()), checks.get(service.name()));
        }
        return measured.all();
    }

    @Nullable Exposition exposition(String exporter) {
        return expositions.of(exporter, metrics());
    }

    private Map<String, Running> running() {
        Map<String, Running> running = new HashMap<>();
        parts.runner().running().forEach((name, run) -> running.put(name, processes(run)));
        return running;
    }

    private List<StatsSample> samples(Map<String, Running> running) {
        try {
            return parts.stats().samples(running);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Running processes(EffectRunner.Running running) {
        return new Running(running.run(), running.child()::processes);
    }
}

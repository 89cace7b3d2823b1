package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.engine.CheckTimes;
import dev.reeve.supervisor.core.stats.Usage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The figures of one service after the other.
final class ServiceMetrics {
    private final Measured to;

    ServiceMetrics(Measured to) {
        this.to = to;
    }

    /// @param usage null where it does not run
    /// @param checks null where it was never looked at
    void add(ServiceSnapshot service, @Nullable Usage usage, @Nullable CheckTimes checks) {
        Map<String, String> labels = Map.of("service", service.name());
        to.gauge(
                "reeve_service_up",
                "Whether the service is running, that is ready.",
                labels,
                service.phase() == Phase.RUNNING ? 1 : 0);
        to.gauge(
                "reeve_service_phase",
                "The phase of the service: 1 for the one it is in.",
                with(labels, "phase", service.phase().word()),
                1);
        to.counter(
                "reeve_service_starts",
                "All starts since the service was registered.",
                labels,
                service.starts());
        to.counter(
                "reeve_service_restarts",
                "Automatic restarts since the service was registered.",
                labels,
                service.restarts());
        to.gauge(
                "reeve_service_attempts",
                "Failures in a row that count against max_attempts.",
                labels,
                service.attempts());
        health(service, labels);
        times(service, labels);
        end(service, labels);
        if (usage != null) {
            usage(usage, labels);
        }
        if (checks != null) {
            checks(checks, labels);
        }
    }

    private void health(ServiceSnapshot service, Map<String, String> labels) {
        Health health = service.health();
        if (health == Health.HEALTHY || health == Health.UNHEALTHY) {
            to.gauge(
                    "reeve_service_healthy",
                    "Whether the service is healthy; absent where that is not known.",
                    labels,
                    health == Health.HEALTHY ? 1 : 0);
        }
    }

    private void times(ServiceSnapshot service, Map<String, String> labels) {
        Double uptime = service.uptimeSeconds();
        if (uptime != null) {
            to.gauge(
                    "reeve_service_uptime_seconds",
                    "How long the service has been running.",
                    labels,
                    uptime);
        }
        Instant started = service.startedAt();
        Instant ready = service.readyAt();
        if (started != null) {
            to.gauge(
                    "reeve_service_start_time_seconds",
                    "When the last run was spawned, since 1970.",
                    labels,
                    started.toEpochMilli() / 1e3);
        }
        if (started != null && ready != null && !ready.isBefore(started)) {
            to.gauge(
                    "reeve_service_ready_duration_seconds",
                    "From the spawn of the last run until it was ready.",
                    labels,
                    Duration.between(started, ready).toNanos() / 1e9);
        }
    }

    private void end(ServiceSnapshot service, Map<String, String> labels) {
        Reason reason = service.reason();
        if (reason != null && reason.exit() instanceof Exit.Code(int code)) {
            to.gauge(
                    "reeve_service_exit_code",
                    "The exit code of the last run, while it is the reason of the phase.",
                    labels,
                    code);
        }
    }

    private void usage(Usage usage, Map<String, String> labels) {
        to.counter(
                "reeve_service_cpu_seconds",
                "Processor time of the whole process tree of the run.",
                labels,
                usage.cpuSeconds());
        to.gauge(
                "reeve_service_memory_bytes",
                "Resident memory of the whole process tree.",
                labels,
                usage.memoryBytes());
        to.gauge("reeve_service_processes", "Living processes.", labels, usage.processes());
        to.gauge(
                "reeve_service_threads",
                "Threads of the whole process tree.",
                labels,
                usage.threads());
        to.gauge(
                "reeve_service_open_files",
                "Open descriptors of the whole process tree.",
                labels,
                usage.openFiles());
    }

    private void checks(CheckTimes checks, Map<String, String> labels) {
        to.summary(
                "reeve_service_health_check_duration_seconds",
                "How long health checks took.",
                labels,
                checks.seconds(),
                checks.count());
        to.counter(
                "reeve_service_health_check_failures",
                "Health checks that have found the service unhealthy.",
                labels,
                checks.failed());
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        var more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}

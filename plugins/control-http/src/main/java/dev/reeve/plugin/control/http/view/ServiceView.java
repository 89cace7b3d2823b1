package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor.Definition;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One service, and what belongs to it.
public final class ServiceView {
    private ServiceView() {}

    /// @param seq the number of the last event that the snapshot reflects
    public static Map<String, @Nullable Object> of(ServiceSnapshot service, long seq) {
        Map<String, @Nullable Object> all = untilUptime(service);
        all.put("uptime_seconds", service.uptimeSeconds());
        all.putAll(afterUptime(service));
        all.put("seq", seq);
        return all;
    }

    /// The fields before `uptime_seconds`; that one and `seq`, the last, change all the time.
    public static Map<String, @Nullable Object> untilUptime(ServiceSnapshot service) {
        return new Fields()
                .with("key", service.key().toString())
                .with("name", service.name())
                .with("display_name", service.displayName())
                .with("description", service.description())
                .with("kind", service.key().kind())
                .with("source", service.key().source())
                .with("desired", service.desired().word())
                .with("phase", service.phase().word())
                .with("status", service.status())
                .with("reason", reason(service.reason()))
                .with("health", service.health().word())
                .with("liveness", liveness(service.liveness()))
                .with("pid", service.pid())
                .with("run", service.run())
                .with("restarts", service.restarts())
                .with("starts", service.starts())
                .with("attempts", service.attempts())
                .with("max_attempts", service.maxAttempts() < 0 ? null : service.maxAttempts())
                .with("next_retry_at", service.nextRetryAt())
                .with("started_at", service.startedAt())
                .with("ready_at", service.readyAt())
                .with("stopped_at", service.stoppedAt())
                .map();
    }

    /// The fields between `uptime_seconds` and `seq`.
    public static Map<String, @Nullable Object> afterUptime(ServiceSnapshot service) {
        return new Fields()
                .with("last_healthy_at", service.lastHealthyAt())
                .with("last_checked_at", service.lastCheckedAt())
                .with("last_error", service.lastError())
                .with("last_error_at", service.lastErrorAt())
                .with("depends_on", service.dependsOn())
                .with("endpoint", service.endpoint())
                .with("status_text", service.statusText())
                .with("details", service.liveness() == null ? null : service.details())
                .with("drift", service.drift())
                .map();
    }

    static @Nullable Map<String, @Nullable Object> reason(@Nullable Reason reason) {
        if (reason == null) {
            return null;
        }
        return new Fields()
                .with("code", reason.code().word())
                .with("text", reason.text())
                .with("exit_code", reason.exit() instanceof Exit.Code(int code) ? code : null)
                .with(
                        "signal",
                        reason.exit() instanceof Exit.Killed(var signal) ? signal.name() : null)
                .map();
    }

    public static @Nullable Map<String, @Nullable Object> liveness(@Nullable Liveness liveness) {
        if (liveness == null) {
            return null;
        }
        return new Fields()
                .with("status", liveness.status().word())
                .with("detail", liveness.detail())
                .with("checked_at", liveness.checkedAt())
                .map();
    }

    public static Map<String, @Nullable Object> health(HealthAnswer answer) {
        return new Fields()
                .with("health", answer.health().word())
                .with("detail", answer.detail())
                .with("took_seconds", answer.tookSeconds())
                .with("checked_at", answer.checkedAt())
                .map();
    }

    public static Map<String, @Nullable Object> explanation(Explanation explanation) {
        return new Fields()
                .with("service", explanation.service())
                .with("summary", explanation.summary())
                .with("causes", explanation.causes().stream().map(ServiceView::cause).toList())
                .with("hints", explanation.hints())
                .map();
    }

    private static Map<String, @Nullable Object> cause(Explanation.Cause cause) {
        return new Fields()
                .with("service", cause.service())
                .with("text", cause.text())
                .with("details", cause.details())
                .map();
    }

    public static Map<String, @Nullable Object> definition(Definition definition) {
        return new Fields()
                .with("definition", definition.definition())
                .with("hash", definition.hash())
                .with("drift", definition.drift())
                .with("place", definition.place())
                .map();
    }

    /// @param sample null where there is nothing to measure
    public static Map<String, @Nullable Object> stats(String name, @Nullable StatsSample sample) {
        return new Fields()
                .with("name", name)
                .with("time", sample, StatsSample::time)
                .with("run", sample, StatsSample::run)
                .with("cpu_percent", sample, StatsSample::cpuPercent)
                .with("max_cpu_percent", sample, StatsSample::maxCpuPercent)
                .with("memory_bytes", sample, StatsSample::memoryBytes)
                .with("max_memory_bytes", sample, StatsSample::maxMemoryBytes)
                .with("processes", sample, StatsSample::processes)
                .with("threads", sample, StatsSample::threads)
                .with("open_files", sample, StatsSample::openFiles)
                .map();
    }
}

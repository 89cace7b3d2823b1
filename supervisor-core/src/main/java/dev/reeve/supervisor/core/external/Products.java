package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.core.guard.Thrown;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One use of an external plugin: makes the product of its door, which hands each call on to the
/// plugin's process.
public final class Products {
    private final ExternalLoader loader;
    private final String kind;
    private final Map<String, ?> options;

    /// @param options as they were bound
    public Products(ExternalLoader loader, String kind, Map<String, ?> options) {
        this.loader = loader;
        this.kind = kind;
        this.options = Map.copyOf(options);
    }

    public ReadyStrategy ready() {
        return loader.own(ReadyStrategy.class, run -> done("await", about(run)));
    }

    public HealthCheck health() {
        return loader.own(HealthCheck.class, run -> health(ask("check", about(run))));
    }

    public LifecycleHook hook() {
        return loader.own(
                LifecycleHook.class,
                (moment, context) ->
                        done(
                                "on",
                                Plain.fields(
                                        "moment", moment.word(),
                                        "service", context.service(),
                                        "run", context.run(),
                                        "pid", context.pid(),
                                        "reason",
                                                context.reason() == null
                                                        ? null
                                                        : Plain.of(context.reason()))));
    }

    public StatsHandler stats() {
        return loader.own(
                StatsHandler.class,
                samples ->
                        done(
                                "samples",
                                Plain.fields("samples", samples.stream().map(Plain::of).toList())));
    }

    public EventSubscriber subscriber() {
        return loader.own(
                EventSubscriber.class,
                events ->
                        done(
                                "events",
                                Plain.fields("events", events.stream().map(Plain::of).toList())));
    }

    public LogForwarder forwarder() {
        return loader.own(
                LogForwarder.class,
                lines ->
                        done(
                                "lines",
                                Plain.fields("lines", lines.stream().map(Plain::of).toList())));
    }

    public DiscoveryProvider discovery() {
        return loader.own(DiscoveryProvider.class, () -> found(ask("discover", Map.of())));
    }

    private static Map<String, Object> about(ReadyRun run) {
        return Plain.fields(
                "service", run.service(),
                "run", run.run(),
                "pid", run.pid(),
                "directory", run.directory().toString(),
                "spawned_at", run.spawnedAt().toString(),
                "interval_ms", run.interval().toMillis());
    }

    private void done(String call, Map<String, ?> about)
            throws IOException, Refusal, InterruptedException {
        Map<String, Object> answer = ask(call, about);
        if (!Boolean.TRUE.equals(answer.get("ok"))) {
            throw wrong(call, "neither `ok` nor `error`");
        }
    }

    private Map<String, Object> ask(String call, Map<String, ?> about)
            throws IOException, Refusal, InterruptedException {
        Map<String, Object> whole =
                Plain.fields("call", call, "kind", kind, "options", Plain.options(options));
        whole.putAll(about);
        return loader.plugin().ask(whole);
    }

    private HealthCheck.Answer health(Map<String, Object> answer) {
        Health health =
                switch (String.valueOf(answer.get("health"))) {
                    case "healthy" -> Health.HEALTHY;
                    case "unhealthy" -> Health.UNHEALTHY;
                    case "unknown" -> Health.UNKNOWN;
                    default -> throw wrong("check", "no `health` that there is");
                };
        Object detail = answer.get("detail");
        return new HealthCheck.Answer(health, detail == null ? "" : Thrown.cut(detail.toString()));
    }

    private List<Discovered> found(Map<String, Object> answer) {
        if (!(answer.get("found") instanceof List<?> list)) {
            throw wrong("discover", "no list `found`");
        }
        List<Discovered> found = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> one)
                    || !(one.get("pid") instanceof Number pid)
                    || !(one.get("command") instanceof String command)) {
                throw wrong("discover", "something without a `pid` and a `command`");
            }
            found.add(
                    new Discovered(
                            pid.longValue(),
                            command,
                            Plain.text(one.get("user")),
                            time(one.get("started_at")),
                            kind,
                            one.get("name") instanceof String name ? name : kind));
        }
        return found;
    }

    private @Nullable Instant time(@Nullable Object written) {
        try {
            return written == null ? null : Instant.parse(written.toString());
        } catch (DateTimeException none) {
            throw wrong("discover", "a `started_at` that is no time");
        }
    }

    private Misconduct wrong(String call, String what) {
        return new Misconduct("`%s` has answered `%s` with %s".formatted(kind, call, what));
    }
}

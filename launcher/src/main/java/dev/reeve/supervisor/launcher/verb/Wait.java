package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.client.Standing;
import dev.reeve.supervisor.launcher.client.Watch;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `reeve wait SERVICE… --for ready|stopped|healthy`
@Command(name = "wait", description = "Waits until services are ready, stopped or healthy.")
public final class Wait extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "1..*",
            description = "names, globs (web-*) or full keys")
    List<String> targets = new ArrayList<>();

    @Option(
            names = "--for",
            required = true,
            paramLabel = "WHAT",
            description = {
                "ready: it runs and can be used, or has ended well by itself;",
                "stopped: nothing of it runs; healthy: its health check has passed"
            })
    Condition condition = Condition.READY;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "how long at most: 500ms, 30s, 2m (default: without end)")
    @Nullable Duration timeout;

    public Wait(Reeve reeve) {
        super(reeve);
    }

    /// What can be waited for.
    enum Condition {
        READY,
        STOPPED,
        HEALTHY;

        /// What has ended by itself, and well, was ready as far as it ever is.
        boolean holds(Standing now) {
            return switch (this) {
                case READY -> now.phase().equals("running") || now.isCompleted();
                case STOPPED -> now.phase().equals("stopped") || now.phase().equals("failed");
                case HEALTHY -> false;
            };
        }

        /// Whether nobody can expect it to come true by itself.
        boolean isHopeless(Standing now) {
            return switch (this) {
                case READY -> now.phase().equals("failed");
                case STOPPED -> false;
                case HEALTHY -> now.phase().equals("failed") || now.isCompleted();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        Services services = Services.of(client).match(targets);
        List<String> names = services.bareNames();
        if (condition == Condition.HEALTHY) {
            for (String name : names) {
                mustBeAsked(client, name);
            }
            new HealthWait(client)
                    .on(
                            services.names(),
                            timeout == null ? HealthWait.longest() : timeout,
                            now -> names.contains(now.name()) && condition.isHopeless(now),
                            this::tellHealthy);
            return 0;
        }
        var left = new ArrayList<>(names);
        try (var watch = Watch.begin(client)) {
            if (timeout != null) {
                watch.limit(timeout);
            }
            for (String name : names) {
                check(watch.standings().get(name), left);
            }
            while (!left.isEmpty()) {
                Collection<Standing> moved = watch.next();
                if (moved.isEmpty()) {
                    throw given(watch, left);
                }
                for (Standing now : moved) {
                    check(now, left);
                }
            }
        }
        return 0;
    }

    /// Nobody can wait for the health of a service that neither is asked nor speaks of itself.
    private static void mustBeAsked(Client client, String name) throws Failure {
        Object definition = client.get("/v1/services/" + name + "/definition").get("definition");
        boolean asked = definition instanceof Map<?, ?> keys && keys.containsKey("health");
        boolean speaks =
                definition instanceof Map<?, ?> keys
                        && keys.get("ready") instanceof Map<?, ?> ready
                        && ready.containsKey("notify");
        if (!asked && !speaks) {
            throw Failure.of(Failure.FAILED, "`" + name + "` is never healthy: it has no `health`");
        }
    }

    private void tellHealthy(String name) {
        reeve.answers()
                .writeOne(Map.of("name", name, "health", "healthy"), () -> name + ": healthy");
    }

    private void check(@Nullable Standing now, List<String> left) throws Failure {
        if (now == null || !left.contains(now.name())) {
            return;
        }
        if (condition.isHopeless(now)) {
            throw Failure.of(Failure.FAILED, "cannot wait any longer: " + now.line());
        }
        if (condition.holds(now)) {
            left.remove(now.name());
            reeve.answers().writeOne(now.json(), now::line);
        }
    }

    private Failure given(Watch watch, List<String> left) {
        var lines = new ArrayList<String>();
        for (String name : left) {
            Standing last = watch.standings().get(name);
            lines.add(last == null ? name : last.line());
        }
        return watch.late()
                ? Failure.of(
                        Failure.FAILED,
                        "not %s in time: %s".formatted(condition, String.join("; ", lines)))
                : Failure.of(Failure.NOBODY_ANSWERS, "the supervisor has ended");
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.Explanation.Cause;
import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.StopPolicy;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.ServiceState;
import dev.reeve.supervisor.core.time.Durations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Says why services are where they are, as chains of causes: from what everybody can see, to what
/// is behind it.
///
/// @param lives every service, by bare name
/// @param status the supervisor's own status
/// @param now the wall clock
/// @param words the last lines that a service has written to its standard error, or its output
/// @param processes the living processes of a service
record Explanations(
        Map<String, Life> lives,
        String status,
        Instant now,
        Function<Life, List<String>> words,
        Function<Life, Set<Long>> processes) {
    Explanation of(Life life) {
        var causes = new ArrayList<Cause>();
        follow(life, causes, new LinkedHashSet<>());
        String summary =
                causes.stream()
                        .map(cause -> cause.service() + " " + cause.text())
                        .collect(Collectors.joining("; "));
        return new Explanation(life.name(), summary, causes, Hints.of(life, causes, lives));
    }

    private void follow(Life life, List<Cause> causes, Set<String> seen) {
        if (!seen.add(life.name())) {
            return;
        }
        causes.add(new Cause(life.name(), text(life), details(life)));
        for (String behind : behind(life)) {
            Life other = lives.get(behind);
            if (other == null) {
                causes.add(new Cause(behind, "is not there", List.of()));
            } else {
                follow(other, causes, seen);
            }
        }
    }

    /// What keeps it where it is: services it waits for, or that wait to be gone before it.
    private List<String> behind(Life life) {
        if (life.state() instanceof ServiceState.Waiting(Reason reason)
                && reason.code() == Reason.Code.DEPENDENCY) {
            return life.latest().spec().dependencies().stream()
                    .filter(dependency -> !holds(dependency))
                    .map(Dependency::service)
                    .toList();
        }
        if (status.equals("stopping") && life.state() instanceof ServiceState.Running) {
            return lives.values().stream()
                    .filter(other -> other.state().alive() && dependsOn(other, life.name()))
                    .map(Life::name)
                    .sorted()
                    .toList();
        }
        return List.of();
    }

    private boolean holds(Dependency dependency) {
        Life other = lives.get(dependency.service());
        if (other == null) {
            return !dependency.required();
        }
        Phase phase = other.state().phase();
        return switch (dependency.condition()) {
            case STARTED -> phase == Phase.RUNNING || phase == Phase.STARTING;
            case READY -> phase == Phase.RUNNING;
            case HEALTHY -> other.vitals().health() == Health.HEALTHY;
            case COMPLETED, COMPLETED_SUCCESSFULLY ->
                    phase == Phase.STOPPED
                            && other.state().why() != null
                            && other.state().why().code() == Reason.Code.EXITED;
        };
    }

    private static boolean dependsOn(Life life, String name) {
        return life.spec().dependencies().stream().anyMatch(d -> d.service().equals(name));
    }

    /// What it does and why, without its name.
    private String text(Life life) {
        Reason reason = life.state().why();
        String because = reason == null ? "" : ": " + reason.text();
        return switch (life.state()) {
            case ServiceState.Unknown() -> "was never started";
            case ServiceState.Stopped _ -> "is stopped" + because;
            case ServiceState.Waiting _ -> waiting(life, because);
            case ServiceState.Starting _ -> "is starting" + because;
            case ServiceState.Running _ -> "runs" + healthy(life) + because;
            case ServiceState.Stopping _ -> "is being stopped" + because;
            case ServiceState.Failed _ -> "has failed" + because;
            case ServiceState.Backoff backoff -> retrying(life, backoff);
        };
    }

    /// Where others are in its way, they follow in the chain, and speak for themselves.
    private String waiting(Life life, String because) {
        List<String> unmet =
                life.latest().spec().dependencies().stream()
                        .filter(dependency -> !holds(dependency))
                        .map(
                                dependency ->
                                        dependency.service()
                                                + " to be "
                                                + dependency.condition().word().replace('_', ' '))
                        .toList();
        return behind(life).isEmpty()
                ? "waits" + because
                : "waits for " + String.join(" and for ", unmet);
    }

    private static String healthy(Life life) {
        Health health = life.vitals().health();
        return health == Health.UNKNOWN ? "" : " and is " + health.word();
    }

    private String retrying(Life life, ServiceState.Backoff backoff) {
        int most = life.spec().restart().maxAttempts();
        String of = most < 0 ? "" : " of " + most;
        String when =
                backoff.ending() != null
                        ? "as soon as what is left of its last run is gone"
                        : "in " + span(Duration.between(now, backoff.until()));
        Reason reason = backoff.reason();
        String why =
                reason.exit() == null
                        ? reason.code().word().replace('_', ' ')
                        : reason.exit().words();
        return "is restarting, attempt %d%s, next try %s: its last run %s"
                .formatted(life.tally().attempts(), of, when, why);
    }

    private List<String> details(Life life) {
        var details = new ArrayList<String>();
        since(life, details);
        Reason reason = life.state().why();
        boolean said = life.state() instanceof ServiceState.Backoff;
        if (reason != null && reason.exit() != null && !said) {
            details.add("its last run " + reason.exit().words());
        }
        String error = life.times().lastError();
        boolean told = error == null || (reason != null && reason.text().contains(error));
        if (!told) {
            details.add("last error, " + ago(life.times().lastErrorAt()) + ": " + error);
        }
        if (life.vitals().words() != null) {
            details.add("it says: " + life.vitals().words());
        }
        if (life.vitals().failures() > 0) {
            details.add(life.vitals().failures() + " health checks in a row have failed");
        }
        if (life.vitals().paused()) {
            details.add("its health is not asked for: paused");
        }
        if (life.drift()) {
            details.add("it runs by an older definition than the present one");
        }
        ending(life, details);
        if (troubled(life)) {
            List<String> last = words.apply(life);
            if (!last.isEmpty()) {
                details.add("its last words:");
                last.forEach(line -> details.add("  " + line));
            }
        }
        return details;
    }

    private void since(Life life, List<String> details) {
        var times = life.times();
        switch (life.state()) {
            case ServiceState.Running running -> {
                if (times.readyAt() != null) {
                    details.add(
                            "ready since %s (%s), run %d, process %d"
                                    .formatted(
                                            times.readyAt().truncatedTo(ChronoUnit.MILLIS),
                                            ago(times.readyAt()),
                                            life.run(),
                                            running.pid()));
                }
            }
            case ServiceState.Starting _ -> {
                if (times.startedAt() != null && life.state().livingPid() != null) {
                    details.add(
                            "spawned %s as process %d"
                                    .formatted(ago(times.startedAt()), life.state().livingPid()));
                }
            }
            case ServiceState.Stopped _, ServiceState.Failed _, ServiceState.Backoff _ -> {
                if (times.stoppedAt() != null) {
                    details.add("its last run ended " + ago(times.stoppedAt()));
                }
            }
            case ServiceState.Unknown _, ServiceState.Waiting _, ServiceState.Stopping _ -> {}
        }
    }

    /// What still lives of it, and what comes next.
    private void ending(Life life, List<String> details) {
        boolean ends =
                life.state() instanceof ServiceState.Stopping
                        || (life.state() instanceof ServiceState.Backoff(_, _, _, var left, _)
                                && left != null)
                        || (life.state() instanceof ServiceState.Failed(_, var stuck)
                                && stuck != null);
        if (!ends) {
            return;
        }
        StopPolicy stop = life.spec().stop();
        Set<Long> living = processes.apply(life);
        if (!living.isEmpty()) {
            details.add(
                    "still there: "
                            + living.stream()
                                    .sorted()
                                    .map(pid -> "process " + pid)
                                    .collect(Collectors.joining(", ")));
        }
        details.add(
                "it was sent %s; KILL follows after %s"
                        .formatted(stop.signal().name(), Durations.words(stop.timeout())));
    }

    private static boolean troubled(Life life) {
        return switch (life.state()) {
            case ServiceState.Failed _, ServiceState.Backoff _, ServiceState.Starting _ -> true;
            case ServiceState.Running _ -> life.vitals().health() == Health.UNHEALTHY;
            case ServiceState.Unknown _, ServiceState.Stopped _ -> false;
            case ServiceState.Waiting _, ServiceState.Stopping _ -> false;
        };
    }

    private String ago(@Nullable Instant at) {
        if (at == null) {
            return "at an unknown time";
        }
        Duration span = Duration.between(at, now);
        return span(span) + " ago";
    }

    private static String span(Duration span) {
        if (span.isNegative()) {
            return "0 s";
        }
        return span.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0)
                : Durations.words(Duration.ofSeconds(span.toSeconds()));
    }
}

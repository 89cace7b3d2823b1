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

/// `reeve wait SERVICE… --for ready|stopped`
@Command(name = "wait", description = "Waits until services are ready, or stopped.")
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
            description = "ready: it runs and can be used; stopped: nothing of it runs")
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
        STOPPED;

        boolean holds(String phase) {
            return switch (this) {
                case READY -> phase.equals("running");
                case STOPPED -> phase.equals("stopped") || phase.equals("failed");
            };
        }

        /// Whether nobody can expect it to come true by itself.
        boolean isHopeless(String phase) {
            return this == READY && phase.equals("failed");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).bareNames();
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

    private void check(@Nullable Standing now, List<String> left) throws Failure {
        if (now == null || !left.contains(now.name())) {
            return;
        }
        if (condition.isHopeless(now.phase())) {
            throw Failure.of(Failure.FAILED, "cannot wait any longer: " + now.line());
        }
        if (condition.holds(now.phase())) {
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

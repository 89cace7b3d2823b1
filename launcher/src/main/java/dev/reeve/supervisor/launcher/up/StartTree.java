package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.launcher.client.Standing;
import dev.reeve.supervisor.launcher.text.Paint;
import dev.reeve.supervisor.launcher.text.Prefix;
import dev.reeve.supervisor.launcher.text.Words;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Shows what starts, what waits and why, until all that is wanted is ready or will not be; then
/// the last lines of whatever has failed.
final class StartTree extends Follower {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LAST_LINES = 5;

    private final Supervisor supervisor;
    private final EventStream events;
    private final Stage stage;
    private final Paint paint;
    private final InstantSource clock;
    private final Consumer<String> tell;
    private final Map<String, String> probes = new HashMap<>();
    private boolean done;

    /// @param tell says a line to the user
    StartTree(
            Supervisor supervisor,
            Stage stage,
            Paint paint,
            InstantSource clock,
            Consumer<String> tell) {
        super("start tree");
        this.supervisor = supervisor;
        // What earlier supervisors did is no news.
        this.events =
                supervisor.follow(
                        supervisor.services().seq(), EventFilter.of(Set.of("state", "supervisor")));
        this.stage = stage;
        this.paint = paint;
        this.clock = clock;
        this.tell = tell;
    }

    /// Takes all that is there before it draws: once for a burst of events.
    @Override
    boolean take(Duration longest) throws InterruptedException {
        RecordedEvent recorded = events.next(longest);
        boolean any = recorded != null;
        for (; recorded != null; recorded = events.next(Duration.ZERO)) {
            if (recorded.event() instanceof Event.SupervisorChanged(String status, _)
                    && status.equals("stopping")) {
                end();
            }
        }
        if (any) {
            draw();
        }
        return any;
    }

    /// Times go on.
    @Override
    void idle() {
        draw();
    }

    @Override
    Duration pause() {
        return done ? Duration.ofMinutes(1) : PAUSE;
    }

    @Override
    boolean closed() {
        return done || events.closed();
    }

    @Override
    void close() {
        events.close();
    }

    private void draw() {
        if (done) {
            return;
        }
        List<ServiceSnapshot> services =
                supervisor.services().items().stream().filter(StartTree::isWanted).toList();
        stage.show(new TreeText(services, this::probe, paint, clock.instant()).text());
        var standings = new HashMap<String, Standing>();
        services.forEach(service -> standings.put(service.name(), Standing.of(service)));
        var readiness = new Readiness(standings);
        if (!services.isEmpty() && readiness.isSettled()) {
            end();
            tellMissing(readiness);
        }
    }

    private void end() {
        done = true;
        stage.end();
    }

    private void tellMissing(Readiness readiness) {
        List<String> missing = readiness.missing().stream().map(Standing::name).sorted().toList();
        if (missing.isEmpty()) {
            tell.accept("everything is ready");
            return;
        }
        var prefix = new Prefix(paint, missing);
        for (String name : missing) {
            for (LogLine line : supervisor.logs(LogQuery.last(List.of(name), LAST_LINES))) {
                tell.accept(prefix.of(name) + Words.harmless(line.text()));
            }
        }
        tell.accept("not ready: " + String.join(", ", missing) + "; the others go on");
    }

    /// What has ended by itself is still wanted here: its end is news.
    private static boolean isWanted(ServiceSnapshot service) {
        return Standing.of(service).wanted();
    }

    /// By which strategy a service becomes ready; empty where it has none.
    private String probe(String name) {
        return probes.computeIfAbsent(name, this::asked);
    }

    private String asked(String name) {
        Supervisor.Definition definition = supervisor.definition(name);
        if (definition == null || !(definition.definition().get("ready") instanceof Map<?, ?> it)) {
            return "";
        }
        var kinds = new ArrayList<String>();
        it.forEach(
                (key, value) -> {
                    if (value instanceof Map<?, ?>) {
                        kinds.add(String.valueOf(key));
                    }
                });
        return String.join(", ", kinds);
    }
}

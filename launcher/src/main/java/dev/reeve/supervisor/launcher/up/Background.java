package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Course;
import dev.reeve.supervisor.launcher.client.Door;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Standing;
import dev.reeve.supervisor.launcher.client.Watch;
import dev.reeve.supervisor.launcher.text.Words;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A supervisor in a process of its own that goes on after this one has ended.
public final class Background {
    private static final int LAST_LINES = 5;

    private final Reeve reeve;
    private final Duration patience;
    private final boolean withTimings;

    /// @param patience how long to wait for services to become ready
    /// @param withTimings whether to show how long everything took to start
    public Background(Reeve reeve, Duration patience, boolean withTimings) {
        this.reeve = reeve;
        this.patience = patience;
        this.withTimings = withTimings;
    }

    /// Starts it and waits until all that is wanted is ready, or will not be.
    ///
    /// @param arguments of `up` in the foreground
    /// @param stateDirectory where its log goes
    /// @return the exit code
    public int run(List<String> arguments, Path stateDirectory) throws Failure {
        Detached supervisor = Detached.start(reeve.around(), arguments, stateDirectory);
        Client client = new Client(Door.unix(stateDirectory.resolve("control.sock")), null);
        if (!supervisor.answers(client)) {
            supervisor.saidSince().forEach(reeve.around().err()::println);
            throw Failure.told(supervisor.code());
        }
        try (var watch = Watch.begin(client)) {
            watch.limit(patience);
            int code = follow(client, watch);
            if (withTimings) {
                tellTimings(client);
            }
            return code;
        }
    }

    private int follow(Client client, Watch watch) throws Failure {
        var told = new HashSet<String>();
        var readiness = new Readiness(watch.standings());
        watch.standings().values().forEach(service -> tellIfDone(readiness, service, told));
        while (!settled(readiness, watch)) {
            Collection<Standing> moved = watch.next();
            if (moved.isEmpty()) {
                break;
            }
            moved.forEach(service -> tellIfDone(readiness, service, told));
        }
        List<Standing> missing = readiness.missing();
        for (Standing service : missing) {
            reeve.around().err().println("not ready: " + service.line());
            lastLines(client, service.name());
        }
        if (!missing.isEmpty()) {
            reeve.tell(
                    watch.late()
                            ? "not everything is ready in time; the supervisor goes on"
                            : "not everything is ready; the supervisor goes on");
        }
        return missing.isEmpty() ? 0 : Failure.FAILED;
    }

    /// How the start has gone, as far as it has.
    private void tellTimings(Client client) throws Failure {
        for (Map<String, Object> thread :
                Json.objects(client.get("/v1/threads?limit=100").get("items"))) {
            if (Timings.OPERATION.equals(thread.get("operation"))) {
                String path = "/v1/threads/" + Client.escaped(Words.of(thread.get("id")));
                Course course = Course.of(client.get(path + "/timeline"));
                reeve.around().err().println(Timings.text(reeve, course));
                return;
            }
        }
    }

    /// What it has written last, which often says why.
    private void lastLines(Client client, String name) {
        String path = "/v1/services/" + Client.escaped(name) + "/logs?lines=" + LAST_LINES;
        try {
            client.text(path, "text/plain")
                    .lines()
                    .forEach(line -> reeve.tell("  " + name + " | " + Words.harmless(line)));
        } catch (Failure notNow) {
            // that it is not ready has been said; `reeve logs` may still tell why
        }
    }

    /// Looks again before it believes in something bad: who waits may be just about to start.
    private static boolean settled(Readiness readiness, Watch watch) throws Failure {
        if (!readiness.isSettled()) {
            return false;
        }
        if (!readiness.missing().isEmpty()) {
            watch.look();
        }
        return readiness.isSettled();
    }

    private void tellIfDone(Readiness readiness, Standing service, Set<String> told) {
        boolean good = readiness.verdict(service) == Readiness.Verdict.GOOD;
        if (service.wanted() && good && told.add(service.name())) {
            reeve.tell(service.line());
        }
    }
}

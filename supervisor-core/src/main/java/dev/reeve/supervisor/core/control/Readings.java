package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.Supervisor.Definition;
import dev.reeve.supervisor.api.control.Supervisor.Edge;
import dev.reeve.supervisor.api.control.Supervisor.Services;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Published;
import dev.reeve.supervisor.core.plan.Configuration;
import dev.reeve.supervisor.core.plan.Definitions;
import dev.reeve.supervisor.core.plan.Exported;
import dev.reeve.supervisor.core.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What can be read of a supervisor: views of what the engine has published last.
final class Readings {
    private static final int LAST_WORDS = 5;
    private static final Comparator<Life> BY_KEY = Comparator.comparing(life -> life.spec().key());

    private final Parts parts;
    private final Instant startedAt;
    private final long startedNanos;

    Readings(Parts parts) {
        this.parts = parts;
        this.startedAt = parts.time().now();
        this.startedNanos = parts.time().nanos();
    }

    SupervisorSnapshot status() {
        return status(0);
    }

    /// @param actors how many act
    SupervisorSnapshot status(int actors) {
        var counts = parts.board().counts();
        Published now = parts.loop().published();
        long running = now.lives().stream().filter(l -> l.state().phase() == Phase.RUNNING).count();
        Plan plan = parts.inForce().plan();
        return new SupervisorSnapshot(
                plan.name(),
                now.status(),
                parts.version(),
                ProcessHandle.current().pid(),
                startedAt,
                (parts.time().nanos() - startedNanos) / 1e9,
                "simple",
                now.lives().size(),
                Math.toIntExact(running),
                actors,
                counts.active(),
                counts.messages(),
                parts.journal().evicted(),
                counts.evictedMessages(),
                counts.evictedThreads(),
                parts.stateDirectory().toString(),
                plan.file().toString(),
                now.seq());
    }

    Services services() {
        Published now = parts.loop().published();
        return seen(now, now.lives().stream().sorted(BY_KEY).toList());
    }

    Services services(String name) {
        Published now = parts.loop().published();
        var named = new ArrayList<Life>(1);
        for (Life life : now.lives()) {
            if (is(life, name)) {
                named.add(life);
            }
        }
        return seen(now, named);
    }

    private Services seen(Published now, List<Life> lives) {
        long nanos = parts.time().nanos();
        return new Services(
                now.seq(), lives.stream().map(life -> Snapshots.of(life, nanos)).toList());
    }

    Totals totals() {
        var byStatus = new TreeMap<String, Integer>();
        var restarts = new TreeMap<String, Integer>();
        int running = 0;
        int asked = 0;
        List<Life> lives = parts.loop().published().lives();
        for (Life life : lives) {
            byStatus.merge(Snapshots.of(life, 0).status(), 1, Integer::sum);
            restarts.put(life.name(), life.tally().restarts());
            boolean runs = life.state().phase() == Phase.RUNNING;
            running += runs ? 1 : 0;
            asked += runs && life.plan().checks() && !life.vitals().paused() ? 1 : 0;
        }
        return new Totals(lives.size(), running, byStatus, restarts, asked);
    }

    @Nullable Definition definition(String name) {
        Life life = find(name);
        if (life == null) {
            return null;
        }
        ServiceSpec spec = life.latest().spec();
        boolean written = spec.key().source().equals("manifest");
        Location place = written ? parts.inForce().plan().place(life.name()) : null;
        return new Definition(
                Definitions.of(spec),
                Definitions.hash(spec),
                life.drift(),
                place == null ? null : place.toString());
    }

    Map<String, List<Edge>> graph() {
        Map<String, List<Edge>> graph = new TreeMap<>();
        for (Life life : parts.loop().published().lives()) {
            graph.put(
                    life.name(),
                    life.latest().spec().dependencies().stream()
                            .map(d -> new Edge(d.service(), d.condition().word()))
                            .toList());
        }
        return graph;
    }

    Map<String, Object> config() {
        return Configuration.of(parts.inForce().plan(), specs(Set.of()));
    }

    Map<String, Object> export(Set<String> sources) {
        return Exported.of(parts.inForce().plan(), specs(sources));
    }

    @Nullable Explanation explain(String name) {
        Life life = find(name);
        if (life == null) {
            return null;
        }
        Published now = parts.loop().published();
        Map<String, Life> lives = new LinkedHashMap<>();
        now.lives().forEach(one -> lives.put(one.name(), one));
        var explanations =
                new Explanations(
                        lives, now.status(), parts.time().now(), this::lastWords, this::processes);
        return explanations.of(life);
    }

    /// The life of a service that is named by its bare name or its full key.
    @Nullable Life find(String name) {
        for (Life life : parts.loop().published().lives()) {
            if (is(life, name)) {
                return life;
            }
        }
        return null;
    }

    /// A bare name holds no colon, and a full key does.
    private static boolean is(Life life, String name) {
        return life.name().equals(name)
                || (name.indexOf(':') >= 0 && life.spec().key().toString().equals(name));
    }

    /// The service that a process belongs to, or null.
    @Nullable String owner(long pid) {
        for (var entry : parts.runner().running().entrySet()) {
            if (entry.getValue().child().processes().contains(pid)) {
                return entry.getKey();
            }
        }
        return null;
    }

    /// All services.
    List<Life> lives() {
        return parts.loop().published().lives();
    }

    private List<ServiceSpec> specs(Set<String> sources) {
        return parts.loop().published().lives().stream()
                .map(life -> life.latest().spec())
                .filter(spec -> sources.isEmpty() || sources.contains(spec.key().source()))
                .toList();
    }

    private List<String> lastWords(Life life) {
        for (String stream : List.of("stderr", "stdout")) {
            List<LogLine> lines =
                    parts.output()
                            .last(
                                    Map.of(life.name(), life.spec().logs()),
                                    LogQuery.last(List.of(life.name()), LAST_WORDS).of(stream));
            if (!lines.isEmpty()) {
                return lines.stream().map(LogLine::text).toList();
            }
        }
        return List.of();
    }

    private Set<Long> processes(Life life) {
        EffectRunner.Running running = parts.runner().running(life.name());
        return running == null ? Set.of() : running.child().processes();
    }
}

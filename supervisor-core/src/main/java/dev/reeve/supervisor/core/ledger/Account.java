package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What all entries of a ledger come to.
final class Account {
    private record RunKey(ServiceKey key, int run) {}

    private final Map<RunKey, LeftRun> runs = new LinkedHashMap<>();
    private final Map<String, Desired> desired = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<String, Object>> definitions = new LinkedHashMap<>();
    private String instance = "";
    private String bootId = "";
    private int life;

    void take(Entry entry) {
        switch (entry) {
            case Entry.Opened opened -> open(opened);
            case Entry.Begins(var key, int run, var definition, var boot) ->
                    runs.put(new RunKey(key, run), LeftRun.begun(key, run, definition, boot));
            case Entry.Spawned(var key, int run, var boot, long pid, long start, var at) ->
                    runs.compute(
                            new RunKey(key, run),
                            (_, known) ->
                                    LeftRun.begun(
                                                    key,
                                                    run,
                                                    known == null ? "" : known.definition(),
                                                    boot)
                                            .spawned(pid, start, at));
            case Entry.Ready(var key, int run, int restarts, int attempts) ->
                    runs.computeIfPresent(
                            new RunKey(key, run), (_, known) -> known.ready(restarts, attempts));
            case Entry.Over(var key, int run) -> runs.remove(new RunKey(key, run));
            case Entry.Wanted(var key, var what) -> desired.put(key, what);
            case Entry.Unwanted(var key) -> desired.remove(key);
            case Entry.Defined(var key, var definition) -> definitions.put(key, definition);
            case Entry.Forgotten(var key) -> {
                definitions.remove(key);
                desired.remove(key.toString());
            }
        }
    }

    /// The fewest entries that come to the same.
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Opened(instance, life, bootId));
        for (LeftRun run : runs.values()) {
            entries.add(new Entry.Begins(run.key(), run.run(), run.definition(), run.bootId()));
            if (run.pid() != null && run.spawnedAt() != null) {
                entries.add(
                        new Entry.Spawned(
                                run.key(),
                                run.run(),
                                run.bootId(),
                                run.pid(),
                                run.startTime(),
                                run.spawnedAt()));
            }
            if (run.ready()) {
                entries.add(new Entry.Ready(run.key(), run.run(), run.restarts(), run.attempts()));
            }
        }
        definitions.forEach((key, definition) -> entries.add(new Entry.Defined(key, definition)));
        desired.forEach((key, what) -> entries.add(new Entry.Wanted(key, what)));
        return entries;
    }

    String instance() {
        return instance;
    }

    int life() {
        return life;
    }

    /// The runs that are not over.
    List<LeftRun> runs() {
        return List.copyOf(runs.values());
    }

    Map<String, Desired> desired() {
        return new LinkedHashMap<>(desired);
    }

    Map<ServiceKey, Map<String, Object>> definitions() {
        return new LinkedHashMap<>(definitions);
    }

    private void open(Entry.Opened opened) {
        // Each run says its own: what an earlier opening said may have been damaged.
        runs.values().removeIf(run -> !run.bootId().equals(opened.bootId()));
        instance = opened.instance();
        life = opened.life();
        bootId = opened.bootId();
    }
}

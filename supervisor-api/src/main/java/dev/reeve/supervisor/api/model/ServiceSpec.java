package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What a user wants of one service. It holds meaning only: two specs are equal when they mean the
/// same, wherever and however they were written. That is how a reload knows what has changed.
///
/// @param key its full name
/// @param displayName free text for people, or null where the name is enough
/// @param description what it is for, or null
/// @param work what is to be run
/// @param autostart whether it is wanted as soon as the supervisor runs
/// @param dependencies what it waits for before it starts
/// @param startTimeout the longest time from spawn to ready, over 0
/// @param ready how it is known to be ready, or null where to be spawned is enough
/// @param health how it is asked whether it still can be used, or null
/// @param restart when it is started again
/// @param successExitCodes the exit codes, 0 to 255, that count as a good end
/// @param essential whether everything stops when it has ended for good
/// @param stop how it is asked to end
/// @param onOrphan what becomes of it when it outlives its supervisor
/// @param hooks lifecycle hooks, called in this order
/// @param stats handlers of its statistics
/// @param secrets names of environment variables whose values are never shown
/// @param logs where its output goes
@Api
public record ServiceSpec(
        ServiceKey key,
        @Nullable String displayName,
        @Nullable String description,
        Work work,
        boolean autostart,
        List<Dependency> dependencies,
        Duration startTimeout,
        @Nullable ReadyPolicy ready,
        @Nullable HealthPolicy health,
        RestartPolicy restart,
        Set<Integer> successExitCodes,
        boolean essential,
        StopPolicy stop,
        OnOrphan onOrphan,
        List<PluginUse> hooks,
        List<StatsUse> stats,
        Set<String> secrets,
        LogPolicy logs) {
    public ServiceSpec {
        dependencies = List.copyOf(dependencies);
        successExitCodes = Set.copyOf(successExitCodes);
        hooks = List.copyOf(hooks);
        stats = List.copyOf(stats);
        secrets = Set.copyOf(secrets);
    }

    /// The bare name.
    public String name() {
        return key.name();
    }

    /// The same service, waiting for these.
    public ServiceSpec withDependencies(List<Dependency> others) {
        return with(work, others);
    }

    /// The same service, doing this work.
    public ServiceSpec withWork(Work other) {
        return with(other, dependencies);
    }

    private ServiceSpec with(Work other, List<Dependency> others) {
        return new ServiceSpec(
                key,
                displayName,
                description,
                other,
                autostart,
                others,
                startTimeout,
                ready,
                health,
                restart,
                successExitCodes,
                essential,
                stop,
                onOrphan,
                hooks,
                stats,
                secrets,
                logs);
    }
}

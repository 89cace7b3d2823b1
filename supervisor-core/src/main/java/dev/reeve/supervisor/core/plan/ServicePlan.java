package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A service as it will be run: its spec, with the plugins it uses prepared.
///
/// @param spec what is wanted; its program is resolved
/// @param ready made from the spec's ready policy, or null where it has none
/// @param hooks made from the spec's hooks, in order
public record ServicePlan(ServiceSpec spec, @Nullable ReadyStrategy ready, List<NamedHook> hooks) {
    public ServicePlan {
        hooks = List.copyOf(hooks);
    }

    /// A hook and what the manifest calls it.
    public record NamedHook(String name, LifecycleHook hook) {}
}

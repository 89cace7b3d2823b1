package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.SessionBackend;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A service as it will be run: its spec, with the plugins it uses prepared.
///
/// @param spec what is wanted; its program is resolved
/// @param ready made from the spec's ready policy, or null where it has none
/// @param health made from the spec's health policy, or null where it has none
/// @param session what opens its session, or null where it runs a process
/// @param hooks made from the spec's hooks, in order
/// @param awaited whether other services wait for it
/// @param lacks what it cannot be run without and is not there, for people; null where it can be
///     run
public record ServicePlan(
        ServiceSpec spec,
        @Nullable ReadyStrategy ready,
        @Nullable HealthCheck health,
        @Nullable SessionBackend session,
        List<NamedHook> hooks,
        boolean awaited,
        @Nullable String lacks) {
    public ServicePlan {
        hooks = List.copyOf(hooks);
    }

    /// One that can be run.
    public ServicePlan(
            ServiceSpec spec,
            @Nullable ReadyStrategy ready,
            @Nullable HealthCheck health,
            @Nullable SessionBackend session,
            List<NamedHook> hooks,
            boolean awaited) {
        this(spec, ready, health, session, hooks, awaited, null);
    }

    /// One that runs a process.
    public ServicePlan(
            ServiceSpec spec,
            @Nullable ReadyStrategy ready,
            @Nullable HealthCheck health,
            List<NamedHook> hooks,
            boolean awaited) {
        this(spec, ready, health, null, hooks, awaited);
    }

    /// A hook and what the manifest calls it.
    public record NamedHook(String name, LifecycleHook hook) {}

    /// The bare name.
    public String name() {
        return spec.name();
    }

    /// Whether something is to be done before the spawn.
    public boolean prepares() {
        return ready != null || hooked();
    }

    /// Whether a ready strategy is asked.
    public boolean probes() {
        return ready != null;
    }

    /// Whether nobody is asked whether it is ready, and others wait for it.
    public boolean settles() {
        return awaited && !probes() && !connects();
    }

    /// Whether it is asked for its health.
    public boolean checks() {
        return health != null || (connects() && spec.health() != null);
    }

    /// Whether it has a session and no process.
    public boolean connects() {
        return session != null;
    }

    /// Whether hooks are called.
    public boolean hooked() {
        return !hooks.isEmpty();
    }

    /// The same, with others waiting for it or not.
    public ServicePlan awaited(boolean whether) {
        return new ServicePlan(spec, ready, health, session, hooks, whether, lacks);
    }

    /// The same, with the ready strategy and health check of another one where these mean the same:
    /// they may be at work.
    public ServicePlan goingOnFrom(ServicePlan before) {
        boolean asked = Objects.equals(spec.ready(), before.spec.ready());
        boolean checked = Objects.equals(spec.health(), before.spec.health());
        return new ServicePlan(
                spec,
                asked ? before.ready : ready,
                checked ? before.health : health,
                session,
                hooks,
                awaited,
                lacks);
    }

    /// The same service without its plugins: it cannot be run.
    public ServicePlan lacking(String what) {
        return new ServicePlan(spec, null, null, null, List.of(), awaited, what);
    }

    /// Whether one of the plugins that it uses has made it with something of this kind.
    public boolean has(Predicate<Object> product) {
        return Stream.concat(
                        Stream.of(ready, health, session).filter(Objects::nonNull),
                        hooks.stream().map(NamedHook::hook))
                .anyMatch(product);
    }
}

package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.DiscoveryProviderPlugin;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.EventSubscriberPlugin;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.LogForwarderPlugin;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.MetricsExporterPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;
import dev.reeve.supervisor.api.spi.ServiceKindPlugin;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackendPlugin;
import dev.reeve.supervisor.api.spi.StateProducer;
import dev.reeve.supervisor.api.spi.StateProducerPlugin;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.spi.StatsHandlerPlugin;

import java.util.List;

/// One of the doors through which plugins come in.
///
/// @param word what people call it: `ready strategy`
/// @param service the interface that providers implement
/// @param opener makes the product of a provider
/// @param <P> the product
public record Door<P>(String word, Class<?> service, Opener<P> opener) {
    public static final Door<ReadyStrategy> READY_STRATEGY =
            new Door<>("ready strategy", ReadyStrategyPlugin.class, Door::ready);
    public static final Door<HealthCheck> HEALTH_CHECK =
            new Door<>("health check", HealthCheckPlugin.class, Door::health);
    public static final Door<LifecycleHook> LIFECYCLE_HOOK =
            new Door<>("lifecycle hook", LifecycleHookPlugin.class, Door::hook);
    public static final Door<StatsHandler> STATS_HANDLER =
            new Door<>("stats handler", StatsHandlerPlugin.class, Door::stats);
    public static final Door<ControlServer> CONTROL_SERVER =
            new Door<>("control server", ControlServerPlugin.class, Door::control);
    public static final Door<SessionBackend> SESSION_BACKEND =
            new Door<>("session backend", SessionBackendPlugin.class, Door::session);

    public static final Door<SessionBackend> SERVICE_KIND =
            new Door<>("service kind", ServiceKindPlugin.class, Door::kind);

    public static final Door<DiscoveryProvider> DISCOVERY =
            new Door<>("discovery provider", DiscoveryProviderPlugin.class, Door::discovery);

    public static final Door<MetricsExporter> METRICS_EXPORTER =
            new Door<>("metrics exporter", MetricsExporterPlugin.class, Door::metrics);

    public static final Door<LogForwarder> LOG_FORWARDER =
            new Door<>("log forwarder", LogForwarderPlugin.class, Door::forwarder);

    public static final Door<EventSubscriber> EVENT_SUBSCRIBER =
            new Door<>("event subscriber", EventSubscriberPlugin.class, Door::subscriber);

    public static final Door<StateProducer> STATE_PRODUCER =
            new Door<>("state producer", StateProducerPlugin.class, Door::producer);

    public static final List<Door<?>> ALL =
            List.of(
                    READY_STRATEGY,
                    HEALTH_CHECK,
                    LIFECYCLE_HOOK,
                    STATS_HANDLER,
                    CONTROL_SERVER,
                    SESSION_BACKEND,
                    SERVICE_KIND,
                    DISCOVERY,
                    METRICS_EXPORTER,
                    LOG_FORWARDER,
                    EVENT_SUBSCRIBER,
                    STATE_PRODUCER);

    /// Makes a product; the options are of the record that the provider names.
    @FunctionalInterface
    public interface Opener<P> {
        P open(Object provider, Record options, PlanContext context);
    }

    /// Services that what a provider makes by these options cannot do without.
    @SuppressWarnings("unchecked")
    static List<String> requires(Object provider, Record options) {
        return switch (provider) {
            case SessionBackendPlugin<?> backend ->
                    ((SessionBackendPlugin<Record>) backend).requires(options);
            case ServiceKindPlugin<?> kind -> ((ServiceKindPlugin<Record>) kind).requires(options);
            default -> List.of();
        };
    }

    // The option binder has made the record of the very class that the provider's type names.
    @SuppressWarnings("unchecked")
    private static ReadyStrategy ready(Object provider, Record options, PlanContext context) {
        return ((ReadyStrategyPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static HealthCheck health(Object provider, Record options, PlanContext context) {
        return ((HealthCheckPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static LifecycleHook hook(Object provider, Record options, PlanContext context) {
        return ((LifecycleHookPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static StatsHandler stats(Object provider, Record options, PlanContext context) {
        return ((StatsHandlerPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static ControlServer control(Object provider, Record options, PlanContext context) {
        return ((ControlServerPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static SessionBackend session(Object provider, Record options, PlanContext context) {
        return ((SessionBackendPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static SessionBackend kind(Object provider, Record options, PlanContext context) {
        return ((ServiceKindPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static DiscoveryProvider discovery(
            Object provider, Record options, PlanContext context) {
        return ((DiscoveryProviderPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static MetricsExporter metrics(Object provider, Record options, PlanContext context) {
        return ((MetricsExporterPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static EventSubscriber subscriber(
            Object provider, Record options, PlanContext context) {
        return ((EventSubscriberPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static StateProducer producer(Object provider, Record options, PlanContext context) {
        return ((StateProducerPlugin<Record>) provider).create(options, context);
    }

    @SuppressWarnings("unchecked")
    private static LogForwarder forwarder(Object provider, Record options, PlanContext context) {
        return ((LogForwarderPlugin<Record>) provider).create(options, context);
    }
}

import org.jspecify.annotations.NullMarked;

/// The core of Reeve: from the text of a manifest to running services and what is told of them.
///
/// Its composition root is the one package that others see.
@NullMarked
module dev.reeve.supervisor.core {
    requires transitive dev.reeve.supervisor.api;
    requires static org.jspecify;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;
    requires pf4j;
    requires com.github.zafarkhaja.semver;
    requires java.management;
    requires jdk.management;

    exports dev.reeve.supervisor.core;

    uses dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;
    uses dev.reeve.supervisor.api.spi.HealthCheckPlugin;
    uses dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
    uses dev.reeve.supervisor.api.spi.StatsHandlerPlugin;
    uses dev.reeve.supervisor.api.spi.ControlServerPlugin;
    uses dev.reeve.supervisor.api.spi.ServiceKindPlugin;
    uses dev.reeve.supervisor.api.spi.SessionBackendPlugin;
    uses dev.reeve.supervisor.api.spi.DiscoveryProviderPlugin;
    uses dev.reeve.supervisor.api.spi.MetricsExporterPlugin;
    uses dev.reeve.supervisor.api.spi.EventSubscriberPlugin;
    uses dev.reeve.supervisor.api.spi.LogForwarderPlugin;
    uses dev.reeve.supervisor.api.spi.StateProducerPlugin;
}

package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.StateProducer;
import dev.reeve.supervisor.api.spi.StatsHandler;

import java.time.Duration;
import java.util.List;

/// One use of a product, such as loads its classes and opens what it opens. Whether it succeeds is
/// no matter here.
final class ProductUse {
    private static final Duration ENOUGH = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private ProductUse() {}

    static void use(Object product, FakePlanContext context) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Task use =
                Task.start(
                        "use",
                        () -> {
                            Thread.currentThread().setContextClassLoader(loader);
                            call(product, context);
                        });
        if (!use.endsWithin(ENOUGH)) {
            use.interrupt();
            use.endsWithin(LONGEST);
        }
        if (product instanceof AutoCloseable closeable) {
            Task.start("close", closeable::close).assertDoneWithin(LONGEST);
        }
    }

    private static void call(Object product, FakePlanContext context) throws Exception {
        var run = new FakeReadyRun(context.service(), 1, context.baseDirectory());
        switch (product) {
            case ReadyStrategy strategy -> {
                strategy.prepare(new FakePreparation(context.service(), 1));
                strategy.await(run);
            }
            case HealthCheck check -> check.check(run);
            case LifecycleHook hook ->
                    hook.on(
                            LifecycleHook.Moment.POST_START,
                            new LifecycleHook.HookContext(context.service(), 1, run.pid(), null));
            case StatsHandler handler ->
                    handler.accept(List.of(StatsHandlerContract.sample(context.service(), 1)));
            case MetricsExporter exporter -> exporter.write(MetricsExporterContract.figures());
            case LogForwarder forwarder ->
                    forwarder.forward(
                            List.of(
                                    LogForwarderContract.line(
                                            context.service(), "stdout", 1, "one")));
            case EventSubscriber subscriber ->
                    subscriber.accept(
                            EventSubscriberContract.story(1).stream()
                                    .filter(subscriber.wanted()::wants)
                                    .toList());
            case ControlServer server -> server.serve(new FakeSupervisor()).close();
            case StateProducer producer ->
                    producer.start(new FakeSupervisor(), new FakeActivities()).close();
            case DiscoveryProvider provider -> {
                var _ = provider.discover();
            }
            case SessionBackend backend -> backend.open(new FakeOpening()).close();
            default -> throw new IllegalArgumentException("no product of a door: " + product);
        }
    }
}

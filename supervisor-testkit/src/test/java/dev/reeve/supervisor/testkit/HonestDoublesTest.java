package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;

import org.junit.jupiter.api.Nested;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// The smallest plugins that keep the promises pass the contracts.
class HonestDoublesTest {
    @Nested
    class OfAReadyStrategy extends ReadyStrategyContract {
        @Override
        protected Given given(Path directory) {
            return new HonestGiven();
        }
    }

    @Nested
    class OfALifecycleHook extends LifecycleHookContract {
        @Override
        protected LifecycleHook hook(Path directory) {
            return (moment, call) -> {};
        }

        @Override
        protected Optional<LifecycleHook> endless(Path directory) {
            return Optional.of((moment, call) -> new Semaphore(0).acquire());
        }
    }

    @Nested
    class OfAStatsHandler extends StatsHandlerContract {
        private final Map<Path, List<String>> taken = new ConcurrentHashMap<>();

        @Override
        protected StatsHandler handler(Path directory) {
            List<String> names =
                    taken.computeIfAbsent(directory, _ -> new CopyOnWriteArrayList<>());
            return samples -> samples.stream().map(StatsSample::name).forEach(names::add);
        }

        @Override
        protected List<String> taken(Path directory) {
            return List.copyOf(taken.getOrDefault(directory, List.of()));
        }
    }

    @Nested
    class OfAHealthCheck extends HealthCheckContract {
        @Override
        protected Given given(Path directory) {
            return new Given() {
                private Health health = Health.UNKNOWN;

                @Override
                public HealthCheck check() {
                    return _ -> new HealthCheck.Answer(health, "as it was made");
                }

                @Override
                public void becomesWell(FakeReadyRun run) {
                    health = Health.HEALTHY;
                }

                @Override
                public void becomesIll(FakeReadyRun run) {
                    health = Health.UNHEALTHY;
                }
            };
        }

        @Override
        protected Optional<HealthCheck> unanswered(Path directory) {
            return Optional.of(
                    _ -> {
                        new Semaphore(0).acquire();
                        return new HealthCheck.Answer(Health.UNKNOWN, "never");
                    });
        }
    }

    @Nested
    class OfASessionBackend extends SessionBackendContract {
        @Override
        protected SessionBackend online() {
            return _ -> new OpenSession();
        }

        @Override
        protected SessionBackend offline() {
            return _ -> {
                throw new SessionException(Liveness.Status.OFFLINE, "nobody is there", null);
            };
        }

        @Override
        protected Optional<SessionBackend> unanswered() {
            return Optional.of(
                    _ -> {
                        new Semaphore(0).acquire();
                        return new OpenSession();
                    });
        }
    }

    @Nested
    class OfADiscoveryProvider extends DiscoveryProviderContract {
        @Override
        protected DiscoveryProvider finding(Process process) {
            return () ->
                    process.isAlive()
                            ? List.of(
                                    new Discovered(
                                            process.pid(), "sleep", null, null, "told", "sleep"))
                            : List.of();
        }
    }

    private static final class OpenSession implements SessionBackend.Session {
        @Override
        public Liveness check() {
            return new Liveness(Liveness.Status.ONLINE, "open", null);
        }

        @Override
        public void close() {}
    }

    /// Ready when a permit was given, and each run takes its own.
    static final class HonestGiven implements ReadyStrategyContract.Given {
        private final Semaphore ready = new Semaphore(0);

        @Override
        public ReadyStrategy strategy() {
            return (ReadyRun run) -> ready.acquire();
        }

        @Override
        public void becomesReady(FakeReadyRun run) {
            ready.release();
        }
    }
}

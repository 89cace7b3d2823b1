package dev.reeve.supervisor.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.state.Health;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Plugins that break a promise do not pass the contracts.
class LiarsTest {
    @TempDir Path folder;
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void aStrategyThatIsReadyAtOnceIsCaught() {
        ReadyStrategyContract contract = ready(_ -> {}, () -> {});
        assertCaught(contract::isReadyOnceTheChildIsAndNotBefore);
        assertCaught(contract::anInterruptEndsTheWaitSoon);
    }

    @Test
    void aStrategyThatTakesTheSignOfAnOlderRunIsCaught() {
        CountDownLatch forever = new CountDownLatch(1);
        assertCaught(
                ready(_ -> forever.await(), forever::countDown)
                        ::whatMadeOneRunReadyDoesNotMakeTheNextOneReady);
    }

    @Test
    void aStrategyThatIsDeafToInterruptsIsCaught() {
        try {
            assertCaught(ready(_ -> deaf(over), () -> {})::anInterruptEndsTheWaitSoon);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aStrategyThatLeavesAThreadBehindIsCaught() {
        Semaphore sign = new Semaphore(0);
        ReadyStrategy leaky =
                _ -> {
                    Thread.ofVirtual().name("left").start(() -> deaf(over));
                    sign.acquire();
                };
        try {
            assertCaught(ready(leaky, sign::release)::noThreadIsLeftAfterwards);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aWatchThatOutlivesItsRunIsCaught() {
        ReadyStrategy endless =
                new ReadyStrategy() {
                    @Override
                    public void await(ReadyRun run) {}

                    @Override
                    public void watch(ReadyRun run) {
                        deaf(over);
                    }
                };
        try {
            assertCaught(ready(endless, () -> {})::theWatchEndsWithTheRun);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aCheckThatSeesNoDifferenceIsCaught() {
        assertCaught(health(Health.HEALTHY)::followsTheServiceFromWellToIllAndBack);
        assertCaught(health(Health.UNHEALTHY)::followsTheServiceFromWellToIllAndBack);
        assertCaught(health(Health.HEALTHY)::twoServicesDoNotDisturbEachOther);
    }

    @Test
    void aProviderThatFindsTheDeadOrEverythingTwiceIsCaught() {
        assertCaught(discovery(1)::whatHasEndedIsNotFound);
        assertCaught(discovery(2)::findsTheProcessOnceAndNamesIt);
        assertCaught(discovery(0)::findsTheProcessOnceAndNamesIt);
    }

    @Test
    void twoServicesThatShareOneSignAreCaught() {
        CountDownLatch shared = new CountDownLatch(1);
        assertCaught(
                ready(_ -> shared.await(), shared::countDown)::twoServicesDoNotDisturbEachOther);
    }

    @Test
    void aHookThatNeedsAPidIsCaught() {
        LifecycleHookContract contract =
                hook((_, call) -> List.of(Optional.ofNullable(call.pid()).orElseThrow()));
        assertCaught(contract::takesTheMomentsOfARunAndOfItsRestart);
    }

    @Test
    void aHandlerThatForgetsOrTurnsRoundIsCaught() {
        List<String> taken = new ArrayList<>();
        assertCaught(stats(_ -> {}, taken)::takesBatchesInTheirOrder);
        StatsHandler turned =
                samples -> samples.stream().map(StatsSample::name).forEach(taken::addFirst);
        assertCaught(stats(turned, taken)::takesBatchesInTheirOrder);
    }

    private static void assertCaught(Executable test) {
        assertThrows(AssertionError.class, test);
    }

    private static void deaf(CountDownLatch until) {
        boolean ended = false;
        while (!ended) {
            try {
                until.await();
                ended = true;
            } catch (InterruptedException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    private ReadyStrategyContract ready(ReadyStrategy strategy, Runnable sign) {
        var contract =
                new ReadyStrategyContract() {
                    @Override
                    protected Given given(Path directory) {
                        return new Given() {
                            @Override
                            public ReadyStrategy strategy() {
                                return strategy;
                            }

                            @Override
                            public void becomesReady(FakeReadyRun run) {
                                sign.run();
                            }
                        };
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private LifecycleHookContract hook(LifecycleHook hook) {
        var contract =
                new LifecycleHookContract() {
                    @Override
                    protected LifecycleHook hook(Path directory) {
                        return hook;
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private StatsHandlerContract stats(StatsHandler handler, List<String> taken) {
        var contract =
                new StatsHandlerContract() {
                    @Override
                    protected StatsHandler handler(Path directory) {
                        return handler;
                    }

                    @Override
                    protected List<String> taken(Path directory) {
                        return taken;
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private HealthCheckContract health(Health always) {
        var contract =
                new HealthCheckContract() {
                    @Override
                    protected Given given(Path directory) {
                        return new Given() {
                            @Override
                            public HealthCheck check() {
                                return _ -> new HealthCheck.Answer(always, "so it was");
                            }

                            @Override
                            public void becomesWell(FakeReadyRun run) {}

                            @Override
                            public void becomesIll(FakeReadyRun run) {}
                        };
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private static DiscoveryProviderContract discovery(int times) {
        return new DiscoveryProviderContract() {
            @Override
            protected DiscoveryProvider finding(Process process) {
                Discovered found =
                        new Discovered(process.pid(), "sleep", null, null, "told", "sleep");
                return () -> Collections.nCopies(times, found);
            }
        };
    }
}

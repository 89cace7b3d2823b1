package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.core.guard.FaultPolicy;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What plugins were asked, by plugin.
@Timeout(120)
class PluginGuardTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    private PluginHouse house;

    @BeforeEach
    void makeHouse() throws IOException {
        house = new PluginHouse(folder);
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    private static PluginJar that(String id, String does) {
        return PluginJar.empty(id)
                .module(id, "", "Ready")
                .source(
                        "Ready",
                        """
                        @Kind("%s")
                        public final class Ready implements ReadyStrategyPlugin<Ready.Options> {
                            record Options() {}
                            @Override
                            public ReadyStrategy create(Options options, PlanContext context) {
                                return run -> { %s };
                            }
                        }
                        """
                                .formatted(id, does));
    }

    private ReadyStrategy product(String kind) {
        return assertInstanceOf(
                ReadyStrategy.class, house.product(kind, Map.of(), new ArrayList<>()));
    }

    /// Nobody looks at the run.
    @SuppressWarnings("NullAway")
    private static Outcome call(PluginRuntime runtime, ReadyStrategy strategy)
            throws InterruptedException {
        @Nullable ReadyRun none = null;
        return runtime.guard()
                .within(LONG, "await", "ready web", strategy, () -> strategy.await(none));
    }

    private PluginFigures.Calls calls(String id) {
        return house.plugin(id).figures().calls();
    }

    @Test
    void callsAreCountedByThePluginThatHasMadeTheProduct() throws Exception {
        PluginRuntime runtime = house.with("calm.jar", that("calm", "")).load();
        long planned = calls("calm").made();
        assertNull(call(runtime, product("calm")).trouble());
        assertEquals(planned + 2, calls("calm").made());
        assertEquals(0, calls("good").made());
    }

    @Test
    void oneThatIsCutOffIsListedAsFailedWithTheReason() throws Exception {
        PluginRuntime runtime =
                house.with("deep.jar", that("deep", "throw new StackOverflowError();")).load();
        runtime.guard().policy(new FaultPolicy(FaultPolicy.OnFault.DISABLE, 2));
        ReadyStrategy strategy = product("deep");
        assertEquals("StackOverflowError", call(runtime, strategy).trouble());
        assertEquals("started", house.plugin("deep").state());
        assertEquals("StackOverflowError", call(runtime, strategy).trouble());
        assertEquals("failed", house.plugin("deep").state());
        assertEquals(
                "cut off after 2 faults, the last: ready web: StackOverflowError",
                house.plugin("deep").error());
        assertInstanceOf(Outcome.Refused.class, call(runtime, strategy));
        assertEquals("started", house.plugin("good").state());
    }

    @Test
    void aPlanningCallThatTakesTooLongIsAFault() throws Exception {
        house.with(
                        "slow.jar",
                        PluginJar.empty("slow")
                                .module("slow", "", "Ready")
                                .source(
                                        "Ready",
                                        """
                                        @Kind("slow")
                                        public final class Ready implements ReadyStrategyPlugin<Ready.Options> {
                                            record Options() {}
                                            @Override
                                            public ReadyStrategy create(Options options, PlanContext context) {
                                                while (true) {
                                                    try {
                                                        Thread.sleep(100_000);
                                                    } catch (InterruptedException ignored) {
                                                    }
                                                }
                                            }
                                        }
                                        """))
                .load(Duration.ofMillis(300), List.of());
        house.fail("slow");
        assertEquals(1, calls("slow").overran());
        assertEquals(1, calls("slow").faults());
    }

    /// Whoever keeps the call, its outcome and the meter keeps nothing of the plugin.
    @Test
    void whatWasCalledCanBeCollected() throws Exception {
        PluginRuntime runtime =
                house.with("mine.jar", that("mine", "throw new IllegalStateException(\"mine\");"))
                        .load();
        var kept = new ArrayList<GuardedCall>();
        WeakReference<ClassLoader> loader = called(runtime, kept);
        house.unload("mine");
        for (int i = 0; i < 200 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(loader.get());
        assertEquals(1, kept.size());
        assertEquals(
                "mine", assertInstanceOf(Outcome.Failed.class, kept.getFirst().outcome()).text());
        assertEquals(1, calls("mine").failed());
    }

    @SuppressWarnings("NullAway")
    private WeakReference<ClassLoader> called(PluginRuntime runtime, List<GuardedCall> kept)
            throws InterruptedException {
        ReadyStrategy strategy = product("mine");
        GuardedCall call =
                runtime.guard().call("await", "ready web", strategy, () -> strategy.await(null));
        kept.add(call);
        assertNotNull(call.within(LONG).trouble());
        return new WeakReference<>(strategy.getClass().getClassLoader());
    }
}

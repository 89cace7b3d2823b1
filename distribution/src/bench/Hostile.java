import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.util.ArrayList;

/// Ready strategies that do what none should.
public final class Hostile {
    public record Options() {}

    private static volatile Object kept;

    private Hostile() {}

    /// Never returns, and does not listen.
    @Kind("hang")
    public static final class Hang implements ReadyStrategyPlugin<Options> {
        @Override
        public ReadyStrategy create(Options options, PlanContext context) {
            return run -> {
                while (true) {
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException ignored) {
                        // On purpose.
                    }
                }
            };
        }
    }

    /// Throws what nobody throws.
    @Kind("throw")
    public static final class Throw implements ReadyStrategyPlugin<Options> {
        @Override
        public ReadyStrategy create(Options options, PlanContext context) {
            return run -> deeper(0);
        }

        private static int deeper(int level) {
            return deeper(level + 1) + level;
        }
    }

    /// Makes garbage as fast as it can, until it is interrupted.
    @Kind("churn")
    public static final class Churn implements ReadyStrategyPlugin<Options> {
        @Override
        public ReadyStrategy create(Options options, PlanContext context) {
            return run -> {
                while (!Thread.interrupted()) {
                    var some = new ArrayList<byte[]>();
                    for (int i = 0; i < 100; i++) {
                        some.add(new byte[10_000]);
                    }
                    kept = some;
                }
                throw new InterruptedException();
            };
        }
    }

    /// Holds on to a processor for ever, and does not listen.
    @Kind("spin")
    public static final class Spin implements ReadyStrategyPlugin<Options> {
        @Override
        public ReadyStrategy create(Options options, PlanContext context) {
            return run -> {
                while (true) {
                    Thread.onSpinWait();
                }
            };
        }
    }

    /// Keeps all it makes, until there is no more.
    @Kind("keep")
    public static final class Keep implements ReadyStrategyPlugin<Options> {
        @Override
        public ReadyStrategy create(Options options, PlanContext context) {
            return run -> {
                var all = new ArrayList<byte[]>();
                while (true) {
                    all.add(new byte[100_000]);
                }
            };
        }
    }
}

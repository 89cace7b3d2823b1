package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.ServiceKindPlugin;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/// A kind of services that a program brings: lamps that are lit while they run.
@Kind("lamp")
public final class Lamp implements ServiceKindPlugin<Lamp.Options> {
    static final Set<String> LIT = new ConcurrentSkipListSet<>();
    static final AtomicInteger OPENED = new AtomicInteger();

    public Lamp() {}

    static void reset() {
        LIT.clear();
        OPENED.set(0);
    }

    /// What can be said of a lamp.
    public record Options(
            String colour, Optional<Integer> watts, @Option(fallback = "1s") Duration warmUp) {}

    /// How a lamp is.
    record Status(String name, boolean lit, Object colour) {
        static Status of(ServiceSnapshot service) {
            return new Status(
                    service.name(),
                    service.phase() == Phase.RUNNING,
                    service.details().get("colour"));
        }
    }

    /// One that is lit.
    static final class Light implements SessionBackend.Session {
        private final String what;
        volatile boolean burnt;
        volatile boolean out;

        Light(String what) {
            this.what = what;
        }

        @Override
        public Liveness check() {
            return burnt
                    ? new Liveness(Liveness.Status.OFFLINE, "burnt out", null)
                    : new Liveness(Liveness.Status.ONLINE, "shines", null);
        }

        @Override
        public Map<String, String> credentials() {
            return Map.of("switch", "s3cret");
        }

        @Override
        public void close() {
            out = true;
            LIT.remove(what);
        }
    }

    @Override
    public SessionBackend create(Options options, PlanContext context) {
        if (options.colour().equals("none")) {
            throw new IllegalArgumentException("`none` is no colour");
        }
        return opening -> lit(options, opening);
    }

    private static Light lit(Options options, Opening opening) {
        OPENED.incrementAndGet();
        String what = opening.service().name() + " " + options.colour();
        LIT.add(what);
        opening.report(new Report.Details(Map.of("colour", options.colour())));
        return new Light(what);
    }
}

package dev.reeve.plugin.ready.notify;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// `ready: {notify: {}}`: ready when the service says `READY=1` by the protocol of sd_notify(3).
@Kind(value = "notify", about = "ready when the service says so by systemd's notify protocol")
public final class NotifyReady implements ReadyStrategyPlugin<NotifyReady.Options> {
    /// For the catalogue of plugins.
    public NotifyReady() {}

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new NotifyStrategy(options, new Senders(options.access(), Path.of("/proc")));
    }

    /// Whose messages count.
    public enum Access {
        MAIN,
        ALL
    }

    /// What can be written.
    public record Options(
            @Option(
                            about =
                                    "whose messages count: those of the main process, or of all the"
                                            + " service's own",
                            fallback = "all")
                    Access access,
            @Option(
                            about =
                                    "how often it must say `WATCHDOG=1`, once it is ready; told to"
                                            + " it in WATCHDOG_USEC")
                    Optional<Duration> watchdog) {
        private static final Duration LEAST = Duration.ofMillis(10);

        public Options {
            if (watchdog.isPresent() && watchdog.get().compareTo(LEAST) < 0) {
                throw new IllegalArgumentException("`watchdog` must be at least 10ms");
            }
        }
    }
}

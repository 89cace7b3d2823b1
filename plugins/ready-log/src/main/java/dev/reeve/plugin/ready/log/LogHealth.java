package dev.reeve.plugin.ready.log;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyRun;

import java.time.Duration;
import java.util.Optional;

/// `health: {log: {unhealthy: …, healthy: …}}`: the last line that matches one of the two decides;
/// healthy until there is one.
@Kind(value = "log", about = "as the last line that matches says, and while lines come")
public final class LogHealth implements HealthCheckPlugin<LogHealth.Options> {
    /// For the catalogue of plugins.
    public LogHealth() {}

    @Override
    public HealthCheck create(Options options, PlanContext context) {
        Reading reading = new Reading(options);
        return new HealthCheck() {
            @Override
            public Answer check(ReadyRun run) throws InterruptedException {
                return reading.look(run);
            }

            @Override
            public boolean readsOutput() {
                return true;
            }
        };
    }

    /// What can be written.
    public record Options(
            @Option(about = "a regular expression; a line that matches makes it unhealthy")
                    Optional<String> unhealthy,
            @Option(about = "a regular expression; a line that matches makes it healthy again")
                    Optional<String> healthy,
            @Option(about = "it is unhealthy when it has written nothing for longer")
                    Optional<Duration> maxSilence,
            @Option(about = "which lines count", fallback = "both") Stream stream) {
        public Options {
            if (unhealthy.isEmpty() && maxSilence.isEmpty()) {
                throw new IllegalArgumentException(
                        "`unhealthy` or `max_silence` must be given: nothing else can make it"
                                + " unhealthy");
            }
            if (maxSilence.isPresent() && !maxSilence.get().isPositive()) {
                throw new IllegalArgumentException("`max_silence` must be over 0");
            }
            unhealthy.ifPresent(regex -> Lines.matching(regex, "unhealthy"));
            healthy.ifPresent(regex -> Lines.matching(regex, "healthy"));
        }
    }
}

package dev.reeve.plugin.ready.file;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.state.Health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// `health: {file: {path: …, max_age: …}}`: healthy while the file is there, and was written not
/// too
/// long ago.
@Kind(value = "file", about = "healthy while a file is there, and is renewed in time")
public final class FileHealth implements HealthCheckPlugin<FileHealth.Options> {
    /// For the catalogue of plugins.
    public FileHealth() {}

    @Override
    public HealthCheck create(Options options, PlanContext context) {
        Path path = context.baseDirectory().resolve(options.path());
        return _ -> {
            Sighting seen = Sighting.of(path);
            if (seen == null) {
                return new HealthCheck.Answer(Health.UNHEALTHY, "`" + path + "` is not there");
            }
            // What programs say counts here, not the kernel's stamp: they may set it on purpose.
            Duration age = Duration.between(seen.modified().toInstant(), Instant.now());
            boolean old = options.maxAge().filter(most -> age.compareTo(most) > 0).isPresent();
            return new HealthCheck.Answer(
                    old ? Health.UNHEALTHY : Health.HEALTHY,
                    "`" + path + "` was written " + words(age) + " ago");
        };
    }

    /// What can be written.
    public record Options(
            @Option(about = "the file") Path path,
            @Option(about = "how long ago it may have been written at most; by default any time")
                    Optional<Duration> maxAge) {
        public Options {
            if (path.getFileName() == null || path.toString().isEmpty()) {
                throw new IllegalArgumentException("`path` must name a file, not `" + path + "`");
            }
            if (maxAge.isPresent() && !maxAge.get().isPositive()) {
                throw new IllegalArgumentException("`max_age` must be over 0");
            }
        }
    }

    /// Files of a clock that runs ahead are of now.
    private static String words(Duration age) {
        return Math.max(0, age.toSeconds()) + " s";
    }
}

package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.Secret;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options of `jdbc`, for tests.
final class Options {
    private Options() {}

    static JdbcOptions of(String url, Optional<Secret> password) {
        return of(url, password, List.of(), 1);
    }

    static JdbcOptions of(String url, Optional<Secret> password, List<Path> driver, int attempts) {
        return new JdbcOptions(
                url,
                Optional.of("ada"),
                password,
                Map.of(),
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(30),
                new JdbcOptions.Retry(attempts, Duration.ofMillis(1)),
                driver);
    }
}

package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.Secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The options of `jdbc`.
record JdbcOptions(
        @Option(about = "where the database is: `jdbc:postgresql://HOST:PORT/NAME`") String url,
        @Option(about = "who connects") Optional<String> user,
        @Option(about = "that user's password") Optional<Secret> password,
        @Option(about = "what else the driver is told, by name", fallback = "{}")
                Map<String, String> properties,
        @Option(about = "the most connections", fallback = "10", min = 1, max = 1000) int poolSize,
        @Option(about = "how long one waits for a connection of the pool", fallback = "5s")
                Duration connectionTimeout,
        @Option(about = "how long a connection may take to answer a ping", fallback = "2s")
                Duration validationTimeout,
        @Option(about = "the age at which an idle connection is replaced", fallback = "30m")
                Duration maxLifetime,
        @Option(about = "what is done when a connection cannot be had at once", fallback = "{}")
                Retry retry,
        @Option(about = "JARs of the driver, where it is not PostgreSQL's", fallback = "[]")
                List<Path> driver) {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);
    private static final Pattern SECRET_IN_URL =
            Pattern.compile("(?i)[?&;](?:password|pwd)=|//[^/@?]*:[^/@?]*@");

    /// How an opening that finds nobody there is tried again, within its time.
    record Retry(
            @Option(about = "tries in all", fallback = "1", min = 1, max = 100) int attempts,
            @Option(about = "the time between two", fallback = "500ms") Duration pause) {}

    JdbcOptions {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("`url` must begin with `jdbc:`");
        }
        if (SECRET_IN_URL.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "`url` must not hold a password: it is shown; use `user` and `password`");
        }
        atLeast("connection_timeout", connectionTimeout, SHORTEST);
        atLeast("validation_timeout", validationTimeout, SHORTEST);
        atLeast("max_lifetime", maxLifetime, SHORTEST_LIFE);
        for (Path jar : driver) {
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException(
                        "`driver` names a JAR that is not there: " + jar);
            }
        }
        if (driver.isEmpty() && !Drivers.isShipped(url)) {
            throw new IllegalArgumentException(
                    "only the driver of PostgreSQL is shipped: name the JARs of another in"
                            + " `driver`");
        }
    }

    /// Where the database is, as everyone may read it: without parameters.
    String shownUrl() {
        return url.replaceFirst("[?;].*", "");
    }

    private static void atLeast(String name, Duration written, Duration least) {
        if (written.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "`%s` must be at least %s ms".formatted(name, least.toMillis()));
        }
    }
}

package org.example.ready.jdbc;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;
import dev.reeve.supervisor.api.spi.Secret;

import java.util.Optional;

/// `ready: {jdbc: {url: …}}`: ready when a database lets somebody in and answers a query. A port
/// that takes connections says less: databases listen long before they have recovered.
@Kind(value = "jdbc", about = "ready when a database answers a query")
public final class JdbcReady implements ReadyStrategyPlugin<JdbcReady.Options> {
    /// What a manifest may say.
    public record Options(
            @Option(about = "where the database is: jdbc:postgresql://…") String url,
            @Option(about = "who asks") Optional<String> user,
            @Option(about = "the password of that user") Optional<Secret> password,
            @Option(about = "what must have an answer", fallback = "select 1") String query) {
        public Options {
            if (!url.startsWith("jdbc:")) {
                throw new IllegalArgumentException("`url` must begin with `jdbc:`");
            }
        }
    }

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new AskingStrategy(new Database(Drivers.of(options.url()), options));
    }
}

import org.jspecify.annotations.NullMarked;

/// Ready when a database answers.
@NullMarked
module org.example.ready.jdbc {
    requires dev.reeve.supervisor.api;
    requires java.sql;
    requires static org.jspecify;

    uses java.sql.Driver;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            org.example.ready.jdbc.JdbcReady;
}

import org.jspecify.annotations.NullMarked;

/// Sessions to a database, by JDBC.
@NullMarked
@SuppressWarnings("requires-automatic") // the driver is PostgreSQL's own; it has no descriptor
module dev.reeve.plugin.session.jdbc {
    requires dev.reeve.supervisor.api;
    requires com.zaxxer.hikari;
    requires java.sql;
    requires org.postgresql.jdbc;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;

    uses java.sql.Driver;

    provides dev.reeve.supervisor.api.spi.SessionBackendPlugin with
            dev.reeve.plugin.session.jdbc.JdbcSessions;
}

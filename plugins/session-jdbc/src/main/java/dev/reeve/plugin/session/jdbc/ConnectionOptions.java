package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/// What a session that is made by the pool says of its connection.
///
/// @param schema where names are looked for, or null for the database's own choice
/// @param readOnly whether it must not write
record ConnectionOptions(@Nullable String schema, boolean readOnly) {
    private static final String SCHEMA = "schema";
    private static final String READ_ONLY = "read_only";
    private static final Set<String> KNOWN = Set.of(SCHEMA, READ_ONLY);

    static ConnectionOptions of(Map<String, Object> written) throws SessionException {
        for (String name : written.keySet()) {
            if (!KNOWN.contains(name)) {
                throw wrong(
                        "a connection has no option `" + name + "` (there are: read_only, schema)");
            }
        }
        Object schema = written.get(SCHEMA);
        if (schema != null && !(schema instanceof String)) {
            throw wrong("`schema` must be text");
        }
        String readOnly = String.valueOf(written.getOrDefault(READ_ONLY, false));
        if (!Set.of("true", "false").contains(readOnly)) {
            throw wrong("`read_only` must be true or false, not `" + readOnly + "`");
        }
        return new ConnectionOptions((String) schema, Boolean.parseBoolean(readOnly));
    }

    /// Tells it to a connection. The pool takes back that it must not write, and leaves the schema
    /// as it is.
    ///
    /// @return the schema that it had, or null where that was left alone
    @Nullable String apply(Connection connection) throws SQLException {
        String before = null;
        if (schema != null) {
            before = connection.getSchema();
            connection.setSchema(schema);
        }
        if (readOnly) {
            connection.setReadOnly(true);
        }
        return before;
    }

    private static SessionException wrong(String why) {
        return new SessionException(Status.MISCONFIGURED, why, null);
    }
}

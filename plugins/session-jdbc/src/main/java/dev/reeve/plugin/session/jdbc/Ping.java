package dev.reeve.plugin.session.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Whether a connection still can be used.
final class Ping {
    private Ping() {}

    /// Asks the database over it. JDBC counts in whole seconds; 0 would be for ever.
    static boolean answers(Connection connection, Duration patience) throws InterruptedException {
        int seconds = (int) Math.max(1, (patience.toMillis() + 999) / 1000);
        boolean answered;
        try {
            answered = connection.isValid(seconds);
        } catch (SQLException closed) {
            answered = false;
        }
        if (!answered && Thread.interrupted()) {
            throw new InterruptedException("the database has not answered a ping");
        }
        return answered;
    }
}

package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/// Gets a connection, again and again where nobody is there, and says well why it cannot.
///
/// @param what what could not be done, for the words of a failure
/// @param secret what those words must not show, or null
record Connecting(String what, JdbcOptions.Retry retry, @Nullable String secret) {
    Connection to(DataSource source) throws SessionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return source.getConnection();
            } catch (SQLException | RuntimeException failure) {
                if (Thread.interrupted()) {
                    throw interrupted(failure);
                }
                SessionException told = Failures.of(what, failure, secret);
                if (told.status() != Status.OFFLINE || attempt == retry.attempts()) {
                    throw told;
                }
            }
            Thread.sleep(retry.pause());
        }
    }

    private InterruptedException interrupted(Exception failure) {
        InterruptedException interrupted = new InterruptedException(what + ": its time was up");
        interrupted.initCause(failure);
        return interrupted;
    }

    @Override
    public String toString() {
        return what;
    }
}

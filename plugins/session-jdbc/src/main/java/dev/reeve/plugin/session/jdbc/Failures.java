package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.util.Set;

import javax.net.ssl.SSLException;

/// Which kind of failure an exception of a driver or of the pool is: by its type and its SQLSTATE,
/// and by those of its causes, never by its words.
final class Failures {
    /// SQLSTATEs of a server that is there and will take connections later: too many of them, it
    /// starts, it shuts down.
    private static final Set<String> LATER = Set.of("53", "57");

    /// Of what is written wrongly: no such database or schema, no such parameter, no such feature.
    private static final Set<String> WRITTEN = Set.of("3D", "3F", "0A", "22", "42");

    private Failures() {}

    /// The failure, with the words of the driver.
    ///
    /// @param what what could not be done
    /// @param secret what the words must not show, or null
    static SessionException of(String what, Throwable failure, @Nullable String secret) {
        String why = deepest(failure);
        boolean hides = secret != null && !secret.isEmpty();
        return new SessionException(
                category(failure),
                what + ": " + (hides ? why.replace(secret, "***") : why),
                failure);
    }

    static Status category(Throwable failure) {
        Status found = Status.UNKNOWN;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Status one = one(each);
            if (one == Status.UNAUTHORIZED || one == Status.MISCONFIGURED) {
                return one;
            }
            found = one == Status.OFFLINE ? one : found;
        }
        return found;
    }

    private static Status one(Throwable failure) {
        return switch (failure) {
            case SQLInvalidAuthorizationSpecException _ -> Status.UNAUTHORIZED;
            case SSLException _, GeneralSecurityException _, IllegalArgumentException _ ->
                    Status.MISCONFIGURED;
            case PSQLException told when "08004".equals(told.getSQLState()) ->
                    // The driver refuses, not the server: no password, no encryption to be had.
                    Status.MISCONFIGURED;
            case SQLException told -> byState(told);
            case SocketException _,
                    SocketTimeoutException _,
                    UnknownHostException _,
                    EOFException _ ->
                    Status.OFFLINE;
            default -> Status.UNKNOWN;
        };
    }

    private static Status byState(SQLException told) {
        String state = told.getSQLState();
        String group = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        if (group.equals("28")) {
            return Status.UNAUTHORIZED;
        }
        if (WRITTEN.contains(group)) {
            return Status.MISCONFIGURED;
        }
        boolean later =
                group.equals("08")
                        || LATER.contains(group)
                        || told instanceof SQLRecoverableException
                        || told instanceof SQLTimeoutException;
        return later ? Status.OFFLINE : Status.UNKNOWN;
    }

    /// The pool wraps what the driver says, and says less.
    private static String deepest(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            if (each instanceof SQLException && each.getMessage() != null) {
                said = each.getMessage();
            } else if (each instanceof GeneralSecurityException && each.getMessage() != null) {
                said = said + " (" + each.getMessage() + ")";
                break;
            }
        }
        return said.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}

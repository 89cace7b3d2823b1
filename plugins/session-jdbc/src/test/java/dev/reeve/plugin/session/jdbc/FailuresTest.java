package dev.reeve.plugin.session.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.state.Liveness.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;

import javax.net.ssl.SSLHandshakeException;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "28P01, UNAUTHORIZED",
        "28000, UNAUTHORIZED",
        "3D000, MISCONFIGURED",
        "42704, MISCONFIGURED",
        "08001, OFFLINE",
        "08006, OFFLINE",
        "08004, OFFLINE",
        "53300, OFFLINE",
        "57P03, OFFLINE",
        "XX000, UNKNOWN",
        "'',    UNKNOWN",
        ",      UNKNOWN"
    })
    void anSqlStateHasItsCategory(String state, Status category) {
        assertEquals(category, Failures.category(new SQLException("no", state)));
    }

    @Test
    void theCauseDecidesWhereItSaysMore() {
        assertEquals(
                Status.UNAUTHORIZED,
                Failures.category(pool(new SQLException("FATAL: password", "28P01"))));
        assertEquals(
                Status.MISCONFIGURED,
                Failures.category(
                        new SQLException("SSL error", "08006", new SSLHandshakeException("PKIX"))));
        assertEquals(Status.OFFLINE, Failures.category(pool(new ConnectException("refused"))));
        assertEquals(Status.UNKNOWN, Failures.category(pool(null)));
    }

    @Test
    void theTypeDecidesWhereThereIsNoState() {
        assertEquals(
                Status.UNAUTHORIZED,
                Failures.category(new SQLInvalidAuthorizationSpecException("who?")));
        assertEquals(
                Status.MISCONFIGURED,
                Failures.category(new RuntimeException(new CertificateExpiredException())));
    }

    @Test
    void theWordsAreThoseOfTheDriverAndNeverThePassword() {
        var told =
                Failures.of(
                        "cannot connect to x",
                        pool(new SQLException("FATAL: not\n  with hush-hush", "28P01")),
                        "hush-hush");
        assertEquals("cannot connect to x: FATAL: not; with ***", told.getMessage());
    }

    private static SQLException pool(Throwable cause) {
        return new SQLTransientConnectionException("x - Connection is not available", cause);
    }
}

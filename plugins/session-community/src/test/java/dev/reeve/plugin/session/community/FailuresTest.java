package dev.reeve.plugin.session.community;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.state.Liveness.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLHandshakeException;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED,     UNAUTHORIZED",
        "PERMISSION_DENIED,   UNAUTHORIZED",
        "UNAVAILABLE,         OFFLINE",
        "DEADLINE_EXCEEDED,   OFFLINE",
        "RESOURCE_EXHAUSTED,  OFFLINE",
        "UNIMPLEMENTED,       MISCONFIGURED",
        "INVALID_ARGUMENT,    MISCONFIGURED",
        "FAILED_PRECONDITION, MISCONFIGURED",
        "INTERNAL,            UNKNOWN",
        "UNKNOWN,             UNKNOWN"
    })
    void aStatusHasItsCategory(io.grpc.Status.Code code, Status category) {
        assertEquals(category, Failures.category(code.toStatus().asRuntimeException()));
        assertEquals(
                category, Failures.category(new ExecutionException(code.toStatus().asException())));
    }

    @Test
    void theCauseDecidesWhereItSaysMore() {
        var unavailable = io.grpc.Status.UNAVAILABLE;
        assertEquals(
                Status.MISCONFIGURED,
                Failures.category(
                        unavailable.withCause(new SSLHandshakeException("PKIX")).asException()));
        assertEquals(
                Status.OFFLINE,
                Failures.category(
                        unavailable.withCause(new ConnectException("refused")).asException()));
        assertEquals(Status.OFFLINE, Failures.category(new IOException("gone")));
        assertEquals(Status.UNKNOWN, Failures.category(new IllegalStateException("seven")));
    }

    @Test
    void theWordsAreThoseOfTheServer() {
        var failure =
                io.grpc.Status.UNAVAILABLE
                        .withDescription("io exception")
                        .withCause(new ConnectException("Connection refused"))
                        .asException();
        assertEquals(
                "cannot connect: unavailable, io exception (Connection refused)",
                Failures.of("cannot connect", failure).getMessage());
    }
}

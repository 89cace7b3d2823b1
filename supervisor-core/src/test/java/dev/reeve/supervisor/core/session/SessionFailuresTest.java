package dev.reeve.supervisor.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;

/// The category of a failure.
class SessionFailuresTest {
    private static Status of(Throwable thrown) {
        return SessionFailures.liveness(thrown, Instant.EPOCH).status();
    }

    @Test
    void whatTheBackendSaysCountsHoweverDeepItIsWrapped() {
        var said = new SessionException(Status.UNAUTHORIZED, "no", null);
        assertEquals(Status.UNAUTHORIZED, of(said));
        assertEquals(
                Status.UNAUTHORIZED,
                of(new IllegalStateException("failed to create a session", new IOException(said))));
    }

    @Test
    void aCategoryIsKeptByWhoeverWrapsItWithoutKnowingOne() {
        var inner = new SessionException(Status.UNAUTHORIZED, "no", null);
        assertEquals(
                Status.MISCONFIGURED, of(new SessionException(Status.MISCONFIGURED, "x", inner)));
        assertEquals(
                Status.OFFLINE,
                of(new SessionException(Status.UNKNOWN, "x", new ConnectException("refused"))));
    }

    @Test
    void theTypeDecidesAndNotTheText() {
        assertEquals(Status.OFFLINE, of(new ConnectException("x")));
        assertEquals(Status.OFFLINE, of(new IOException(new UnknownHostException("x"))));
        assertEquals(Status.OFFLINE, of(new SocketTimeoutException()));
        assertEquals(Status.OFFLINE, of(new TimeoutException()));
        assertEquals(Status.MISCONFIGURED, of(new SSLHandshakeException("x")));
        assertEquals(Status.MISCONFIGURED, of(new IOException(new CertificateException("x"))));
        assertEquals(Status.UNKNOWN, of(new IllegalStateException("connection refused")));
    }

    @Test
    void causesThatGoInCirclesComeToAnEnd() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        assertEquals(Status.UNKNOWN, of(one));
    }
}

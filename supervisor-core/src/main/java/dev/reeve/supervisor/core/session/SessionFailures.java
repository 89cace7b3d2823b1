package dev.reeve.supervisor.core.session;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.core.guard.Thrown;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// What a backend has thrown, by its category: what the backend says itself, wherever in the chain
/// of causes it stands, else what the types of the exceptions say. Texts are not looked at.
public final class SessionFailures {
    private static final int LONGEST_CHAIN = 20;

    private SessionFailures() {}

    /// @param now when that was
    public static Liveness liveness(Throwable thrown, Instant now) {
        return new Liveness(status(thrown), Thrown.words(thrown), now);
    }

    private static Status status(Throwable thrown) {
        Status said = null;
        Status known = null;
        @Nullable Throwable one = thrown;
        for (int i = 0; i < LONGEST_CHAIN && one != null; i++) {
            if (said == null && one instanceof SessionException session) {
                said = session.status();
            }
            if (known == null) {
                known = known(one);
            }
            one = one.getCause();
        }
        if (said != null && said != Status.UNKNOWN) {
            return said;
        }
        return known == null ? Status.UNKNOWN : known;
    }

    private static @Nullable Status known(Throwable one) {
        return switch (one) {
            case CertificateException _, SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                    Status.MISCONFIGURED;
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ ->
                    Status.OFFLINE;
            case SocketTimeoutException _, TimeoutException _ -> Status.OFFLINE;
            default -> null;
        };
    }
}

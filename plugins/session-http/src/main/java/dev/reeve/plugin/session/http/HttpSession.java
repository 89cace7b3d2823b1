package dev.reeve.plugin.session.http;

import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

/// A service that answers as it should. What others use of it is the {@link HttpClient} that it is
/// asked by.
final class HttpSession implements Session {
    private final HttpOptions options;
    private final HttpClient client;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    HttpSession(HttpOptions options, HttpClient client, Runnable giveBack) {
        this.options = options;
        this.client = client;
        this.giveBack = giveBack;
    }

    @Override
    public Liveness check() throws SessionException, InterruptedException {
        return new Liveness(Status.ONLINE, "answers " + asked(), null);
    }

    /// Asks once.
    ///
    /// @return the status, which is a good one
    int asked() throws SessionException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(options.url())
                        .method(options.method(), BodyPublishers.noBody());
        HttpResponse<Void> response;
        addHeaders(request);
        try {
            response = client.send(request.build(), BodyHandlers.discarding());
        } catch (IOException failed) {
            throw failure(failed);
        }
        int status = response.statusCode();
        if (!options.accepts(status)) {
            throw new SessionException(
                    category(status), options.address() + " answers " + status, null);
        }
        return status;
    }

    /// They are read anew for each request, and so may change while the session is open.
    private void addHeaders(HttpRequest.Builder request) throws SessionException {
        for (var header : options.headers().entrySet()) {
            try {
                request.setHeader(header.getKey(), header.getValue().reveal());
            } catch (IOException | IllegalArgumentException unusable) {
                String text =
                        unusable instanceof IOException
                                ? String.valueOf(unusable.getMessage())
                                : "the header `" + header.getKey() + "` cannot be sent";
                throw new SessionException(Status.MISCONFIGURED, text, unusable);
            }
        }
    }

    /// What a status says that is not a good one (RFC 9110, 15).
    private static Status category(int status) {
        return switch (status) {
            case 401, 403, 407 -> Status.UNAUTHORIZED;
            // Too early, too many: the same request may go well later.
            case 408, 425, 429 -> Status.OFFLINE;
            default -> status >= 500 ? Status.OFFLINE : Status.MISCONFIGURED;
        };
    }

    private SessionException failure(IOException failed) {
        String where = options.address();
        String text =
                switch (failed) {
                    case ConnectException refused when unresolved(refused) ->
                            "no host is called `" + options.url().getHost() + "`";
                    case ConnectException _ -> "cannot connect to " + where;
                    case SSLException tls ->
                            "cannot connect to " + where + " by TLS: " + tls.getMessage();
                    default -> "no answer from " + where + ": " + words(failed);
                };
        Status status = isOfTrust(failed) ? Status.MISCONFIGURED : Status.OFFLINE;
        return new SessionException(status, text, failed);
    }

    private static boolean unresolved(Throwable failed) {
        return caused(failed, UnresolvedAddressException.class);
    }

    /// That a certificate is not trusted, or not the host's, does not change by itself; that a
    /// connection broke in the middle of a handshake does.
    private static boolean isOfTrust(Throwable failed) {
        return caused(failed, CertificateException.class);
    }

    private static boolean caused(Throwable failed, Class<? extends Throwable> kind) {
        @Nullable Throwable one = failed;
        while (one != null && !kind.isInstance(one)) {
            one = one.getCause();
        }
        return one != null;
    }

    private static String words(Throwable failed) {
        return failed.getMessage() == null
                ? failed.getClass().getSimpleName()
                : failed.getMessage();
    }

    @Override
    public <T> @Nullable T as(Class<T> type) {
        return type.isInstance(client) ? type.cast(client) : null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}

package dev.reeve.plugin.ready.http;

import dev.reeve.supervisor.api.spi.ReadyRun;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

/// Asks one service, and says in words what came of it.
final class HttpLook {
    private final HttpOptions options;
    private final Target target;
    private final Host host;
    private final Exchange exchange;
    private final boolean own;
    private final Owner owner = new Owner();
    private final Duration longest;
    private volatile @Nullable Tls tls;

    /// @param longest how long one look may take, where the options do not say it
    /// @param own whether the service itself must listen, where the options do not say it
    HttpLook(HttpOptions options, Duration longest, boolean own) {
        this.options = options;
        this.own = options.own().orElse(own);
        this.target = options.target();
        this.host = new Host(target.host());
        this.exchange = new Exchange(options);
        this.longest = options.timeout().orElse(longest);
    }

    /// What a look has shown.
    ///
    /// @param words what people read: `200`, `503 instead of 200`
    record Seen(boolean good, String words) {}

    /// Looks once. Any of the host's addresses will do, because few servers take both of
    /// `localhost`'s.
    ///
    /// @throws InterruptedException the connection is closed
    Seen look(ReadyRun run) throws InterruptedException {
        Deadline deadline = Deadline.in(longest);
        Seen seen = null;
        try {
            for (InetAddress address : host.addresses()) {
                Attempt attempt = attempt(run, address, deadline);
                if (attempt.last()) {
                    return attempt.seen();
                }
                seen = seen == null ? attempt.seen() : seen;
            }
        } catch (UnknownHostException unknown) {
            return new Seen(false, "no host is called `" + target.host() + "`");
        }
        return seen == null ? new Seen(false, "`" + target.host() + "` has no address") : seen;
    }

    /// @param last whether it makes no sense to try another address
    private record Attempt(boolean last, Seen seen) {
        static Attempt failed(boolean last, String words) {
            return new Attempt(last, new Seen(false, words));
        }
    }

    private Attempt attempt(ReadyRun run, InetAddress address, Deadline deadline)
            throws InterruptedException {
        String where = where(address);
        boolean connected = false;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, target.port()), deadline.millisLeft());
            connected = true;
            // Before anything is said: headers may hold secrets, and a stranger must not get them.
            if (own && owner.isSomebodyElse(run, address, target.port())) {
                return Attempt.failed(
                        false, where + " is held by a process that is not this service's");
            }
            socket.setSoTimeout(deadline.millisLeft());
            int status = exchange.status(target.secure() ? encrypted(socket) : socket, deadline);
            return new Attempt(true, judged(status));
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Attempt.failed(connected, words(failure, connected, where));
        }
    }

    private Seen judged(int status) {
        if (options.accept().contains(status)) {
            return new Seen(true, Integer.toString(status));
        }
        String wanted =
                options.accept().stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return new Seen(false, status + " instead of " + wanted);
    }

    private String words(IOException failure, boolean connected, String where) {
        return switch (failure) {
            case SocketTimeoutException _ when connected ->
                    "no answer from " + where + " within " + longest.toMillis() + " ms";
            case SocketTimeoutException _ ->
                    "cannot connect to %s within %d ms".formatted(where, longest.toMillis());
            case SSLException tlsFailure ->
                    "cannot connect to " + where + " by TLS: " + tlsFailure.getMessage();
            case EOFException _ -> where + " closed the connection without an answer";
            case ProtocolException _ -> where + " does not answer in HTTP";
            default ->
                    (connected ? "cannot ask " : "cannot connect to ")
                            + where
                            + ": "
                            + failure.getMessage();
        };
    }

    private Socket encrypted(Socket socket) throws IOException {
        Tls made = tls;
        if (made == null) {
            made = Tls.of(options.verify());
            tls = made;
        }
        return made.over(socket, target);
    }

    private String where(InetAddress address) {
        String text = address.getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + target.port();
    }
}

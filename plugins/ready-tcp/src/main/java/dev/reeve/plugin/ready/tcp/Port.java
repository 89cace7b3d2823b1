package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.ReadyRun;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/// The port of one service: connects, and then asks the kernel whose it is.
final class Port {
    private final TcpReady.Options options;
    private final Host host;
    private final Ownership ownership;
    private final Strangers strangers;
    private volatile @Nullable Proof proof;

    Port(TcpReady.Options options, Ownership ownership) {
        this.options = options;
        this.host = new Host(options.host());
        this.ownership = ownership;
        this.strangers = new Strangers(ownership);
    }

    /// Looks once. Any of the host's addresses will do, because few servers take both of
    /// `localhost`'s.
    ///
    /// @return in words, why it cannot be used; nothing where it can
    /// @throws InterruptedException a look that was cut short has seen nothing
    Optional<String> trouble(ReadyRun run) throws InterruptedException {
        String seen = "";
        try {
            for (InetAddress address : host.addresses()) {
                Optional<String> unreachable = unreachable(address);
                if (unreachable.isPresent()) {
                    seen = seen.isEmpty() ? unreachable.get() : seen;
                    continue;
                }
                Optional<String> holder = stranger(run, address);
                if (holder.isEmpty()) {
                    return holder;
                }
                seen = holder.get();
            }
        } catch (UnknownHostException unknown) {
            seen = "no host is called `" + options.host() + "`";
        } catch (IOException notNow) {
            seen = "cannot see whose port " + options.port() + " is: " + notNow.getMessage();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Optional.of(seen);
    }

    /// What people call it.
    String name() {
        return "port " + options.port() + " of " + options.host();
    }

    /// In words, who else answers there; nothing where it is the service itself.
    private Optional<String> stranger(ReadyRun run, InetAddress address) throws IOException {
        Proof known = proof;
        if (!options.own()
                || (known != null && known.holds(run.run(), address))
                || !isHere(address)) {
            return Optional.empty();
        }
        return switch (ownership.of(address, options.port(), run.processes())) {
            case Ownership.Answer.Ours ours -> {
                proof = Proof.of(run.run(), address, ours);
                yield Optional.empty();
            }
            case Ownership.Answer.Unknowable() -> {
                proof = Proof.none(run.run(), address);
                yield Optional.empty();
            }
            case Ownership.Answer.Theirs(var listeners) ->
                    Optional.of(strangers.words(options.port(), listeners));
        };
    }

    /// In words, why no connection was made; nothing where one was.
    private Optional<String> unreachable(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address, options.port()), millis(options.timeout()));
            // TCP lets a socket connect to itself when the kernel has picked the very port that is
            // tried as the source port (RFC 9293, simultaneous open).
            boolean itself =
                    socket.getLocalPort() == options.port()
                            && address.equals(socket.getLocalAddress());
            return itself ? Optional.of(name() + " is closed") : Optional.empty();
        } catch (SocketTimeoutException silent) {
            return Optional.of(
                    name() + " does not answer within " + options.timeout().toMillis() + " ms");
        } catch (ConnectException refused) {
            return Optional.of(name() + " is closed");
        } catch (IOException other) {
            return Optional.of("cannot connect to " + name() + ": " + other.getMessage());
        }
    }

    private static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }
}

package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Connects, and then asks the kernel whose port that is; looks again until both are right.
final class TcpStrategy implements ReadyStrategy {
    private final TcpReady.Options options;
    private final Host host;
    private final Ownership ownership;

    TcpStrategy(TcpReady.Options options, Ownership ownership) {
        this.options = options;
        this.host = new Host(options.host());
        this.ownership = ownership;
    }

    @Override
    public void await(ReadyRun run) throws InterruptedException {
        Search search = new Search(run);
        try {
            while (!search.succeeds()) {
                run.pause();
            }
        } catch (InterruptedException timeIsUp) {
            throw new InterruptedException(search.words);
        }
    }

    /// The looks at one run, and in words what the last one has shown.
    private final class Search {
        private final ReadyRun run;
        private final Strangers strangers = new Strangers(ownership);
        private String words =
                "port " + options.port() + " of " + options.host() + " was not tried yet";

        Search(ReadyRun run) {
            this.run = run;
        }

        /// Any of the host's addresses will do, because few servers take both of `localhost`'s.
        boolean succeeds() throws InterruptedException {
            String seen = "port " + options.port() + " of " + options.host() + " is closed";
            try {
                for (InetAddress address : host.addresses()) {
                    if (connects(address)) {
                        Optional<String> holder = stranger(address);
                        if (holder.isEmpty()) {
                            return true;
                        }
                        seen = holder.get();
                    }
                }
            } catch (UnknownHostException unknown) {
                seen = "no host is called `" + options.host() + "`";
            } catch (IOException notNow) {
                seen = "cannot see whose port " + options.port() + " is: " + notNow.getMessage();
            }
            if (Thread.interrupted()) {
                // A look that was cut short has seen nothing; the words of the one before hold.
                throw new InterruptedException();
            }
            words = seen;
            return false;
        }

        /// In words, who else answers there; nothing where it is the service itself.
        private Optional<String> stranger(InetAddress address) throws IOException {
            if (!options.own() || !isHere(address)) {
                return Optional.empty();
            }
            return switch (ownership.of(address, options.port(), run.processes())) {
                case Ownership.Answer.Ours _, Ownership.Answer.Unknowable _ -> Optional.empty();
                case Ownership.Answer.Theirs(List<Listener> listeners) ->
                        Optional.of(strangers.words(options.port(), listeners));
            };
        }
    }

    private boolean connects(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address, options.port()), millis(options.timeout()));
            // TCP lets a socket connect to itself when the kernel has picked the very port that is
            // tried as the source port (RFC 9293, simultaneous open).
            return socket.getLocalPort() != options.port()
                    || !address.equals(socket.getLocalAddress());
        } catch (IOException refused) {
            return false;
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

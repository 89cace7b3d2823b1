package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// Connects, and then asks the kernel whose port that is; looks again until both are right.
final class TcpStrategy implements ReadyStrategy {
    private final TcpReady.Options options;
    private final Ownership ownership;

    TcpStrategy(TcpReady.Options options, Ownership ownership) {
        this.options = options;
        this.ownership = ownership;
    }

    @Override
    public void await(ReadyRun run) throws InterruptedException {
        Search search = new Search(run);
        while (!search.succeeds()) {
            if (Thread.interrupted()) {
                throw new InterruptedException(search.words);
            }
            try {
                run.pause();
            } catch (InterruptedException timeIsUp) {
                throw new InterruptedException(search.words);
            }
        }
    }

    /// The looks at one run, and in words what the last one has shown.
    private final class Search {
        private final ReadyRun run;
        private final Strangers strangers = new Strangers(ownership);
        private String words = "port " + options.port() + " was not tried yet";

        Search(ReadyRun run) {
            this.run = run;
        }

        /// Any of the host's addresses will do, because few servers take both of `localhost`'s.
        boolean succeeds() {
            List<InetAddress> addresses;
            try {
                addresses = addresses(options.host());
            } catch (UnknownHostException unknown) {
                words = "no host is called `" + options.host() + "`";
                return false;
            }
            @Nullable String refused = null;
            for (InetAddress address : addresses) {
                if (!connects(address)) {
                    continue;
                }
                if (!options.own() || !isHere(address)) {
                    return true;
                }
                switch (ownership.of(address, options.port(), run.processes())) {
                    case Ownership.Answer.Ours _, Ownership.Answer.Unknowable _ -> {
                        return true;
                    }
                    case Ownership.Answer.Theirs(List<Listener> listeners) ->
                            refused = strangers.words(options.port(), listeners);
                }
            }
            words =
                    refused != null
                            ? refused
                            : "port " + options.port() + " of " + options.host() + " is closed";
            return false;
        }
    }

    /// `localhost` is both loopback addresses, whatever the hosts file says (RFC 6761, 6.3).
    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        return host.equalsIgnoreCase("localhost")
                ? List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"))
                : List.of(InetAddress.getAllByName(host));
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

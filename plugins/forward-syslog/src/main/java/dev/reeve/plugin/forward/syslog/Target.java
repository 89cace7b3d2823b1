package dev.reeve.plugin.forward.syslog;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/// Where messages go: `udp://host:port` or `tcp://host:port`.
///
/// @param datagrams whether each message is a datagram of its own (RFC 5426), or they follow each
///     other in one connection, each behind its length (RFC 6587, section 3.4.1)
record Target(boolean datagrams, String host, int port) {
    private static final int PORT = 514;

    /// @throws IllegalArgumentException if it is something else; the text is for the user
    static Target of(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (!(scheme.equals("udp") || scheme.equals("tcp")) || host == null) {
            throw new IllegalArgumentException(
                    "`address` must be udp://host:port or tcp://host:port, not `" + address + "`");
        }
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        int port = address.getPort() < 0 ? PORT : address.getPort();
        return new Target(scheme.equals("udp"), bare, port);
    }

    /// May look up a name, and block for it.
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}

package dev.reeve.plugin.control.http.guard;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names under which a server may be asked for something.
public final class Hosts {
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final boolean numbers;

    /// @param listen where the server listens
    /// @param more names beside its own
    public Hosts(Listen listen, List<String> more) {
        names.add(listen.bracketed().toLowerCase(Locale.ROOT));
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        numbers = !listen.loopback();
    }

    /// @param header `name` or `name:port`, as in the header `Host`
    boolean allow(String header) {
        String host = withoutPort(header.strip()).toLowerCase(Locale.ROOT);
        return names.contains(host) || (numbers && isAddress(host));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /// An address can be reached under one name only, its own: no stranger's name leads to it.
    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(
                    host.startsWith("[") && host.endsWith("]")
                            ? host.substring(1, host.length() - 1)
                            : host);
            return true;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}

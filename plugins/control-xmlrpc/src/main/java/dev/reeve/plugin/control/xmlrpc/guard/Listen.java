package dev.reeve.plugin.control.xmlrpc.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where to listen.
///
/// @param host a name or an address, without brackets
/// @param port 0 to 65535; 0 is any that is free
public record Listen(String host, int port) {
    /// @param text `host:port`, `[address]:port`
    /// @throws IllegalArgumentException if it is something else; the text is for the user
    public static Listen of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        String port = text.substring(colon + 1);
        boolean number = port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535;
        if (host.isBlank() || !number) {
            throw new IllegalArgumentException(
                    "`listen` must be host:port, like 127.0.0.1:9001, not `" + text + "`");
        }
        return new Listen(host, Integer.parseInt(port));
    }

    /// Whether only this machine can reach it. A name other than `localhost` may lead anywhere.
    public boolean loopback() {
        return host.equals("localhost")
                || (isAddress(host) && InetAddress.ofLiteral(host).isLoopbackAddress());
    }

    /// Whether a text is an address, and no name.
    static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /// May look up a name, and block for it.
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}

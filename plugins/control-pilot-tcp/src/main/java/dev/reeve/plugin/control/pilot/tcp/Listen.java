package dev.reeve.plugin.control.pilot.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where to listen.
///
/// @param host a name or an address, without brackets
/// @param port 0 to 65535; 0 is any that is free
record Listen(String host, int port) {
    /// @param text `host:port`, `[address]:port`
    /// @throws IllegalArgumentException if it is something else; the text is for the user
    static Listen of(String text) {
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
                    "`listen` must be host:port, like 127.0.0.1:9999, not `" + text + "`");
        }
        return new Listen(host, Integer.parseInt(port));
    }

    /// Whether only this machine can reach it. A name other than `localhost` may lead anywhere.
    boolean loopback() {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /// May look up a name, and block for it.
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}

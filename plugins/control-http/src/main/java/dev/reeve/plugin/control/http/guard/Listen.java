package dev.reeve.plugin.control.http.guard;

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
        int port = port(text.substring(colon + 1));
        if (host.isBlank() || port < 0) {
            throw new IllegalArgumentException(
                    "`listen` must be host:port, like 127.0.0.1:8420, not `" + text + "`");
        }
        return new Listen(host, port);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65535 && Character.isDigit(text.charAt(0)) ? port : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /// Whether only this machine can reach it. A name other than `localhost` may lead anywhere.
    public boolean loopback() {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /// May look up a name, and block for it.
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    String bracketed() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    @Override
    public String toString() {
        return bracketed() + ":" + port;
    }
}

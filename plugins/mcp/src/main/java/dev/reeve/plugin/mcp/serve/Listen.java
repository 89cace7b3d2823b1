package dev.reeve.plugin.mcp.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where to listen.
///
/// @param host a name or an address, without brackets
/// @param port 0 to 65535; 0 is any that is free
public record Listen(String host, int port) {
    private static final int LARGEST = 65_535;

    /// @param text `HOST:PORT`, `[ADDRESS]:PORT`
    /// @throws IllegalArgumentException if it is something else; the text is for the user
    public static Listen of(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String plain = bracketed ? host.substring(1, host.length() - 1) : host;
        String port = text.substring(colon + 1);
        if (!plain.matches("[^\\s\\[\\]/]+")
                || plain.indexOf(':') >= 0 != bracketed
                || !port.matches("\\d{1,5}")
                || Integer.parseInt(port) > LARGEST) {
            throw new IllegalArgumentException(
                    "`listen` must be host:port, like 127.0.0.1:8430, not `" + text + "`");
        }
        return new Listen(plain, Integer.parseInt(port));
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
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /// As a URL has it.
    String bracketed() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}

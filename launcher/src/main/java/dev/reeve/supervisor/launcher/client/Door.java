package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.launcher.Failure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;

/// Where a supervisor listens.
///
/// @param address of the unix socket, or of the HTTP control server
/// @param host what the `Host` header says
/// @param name what people call it
/// @param trust how to speak HTTPS there, or null for plain HTTP
public record Door(SocketAddress address, String host, String name, @Nullable Trust trust) {
    /// A unix socket takes 107 bytes (unix(7)); the JDK's own text does not say so.
    private static final int LONGEST_PATH = 107;

    /// The unix socket at this path.
    public static Door unix(Path socket) throws Failure {
        if (socket.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                > LONGEST_PATH) {
            throw Failure.of(
                    Failure.WRONG_USE,
                    "cannot use the socket " + socket + ": its path is longer than 107 bytes");
        }
        return new Door(UnixDomainSocketAddress.of(socket), "localhost", socket.toString(), null);
    }

    /// `http://HOST:PORT` or `https://HOST:PORT`.
    ///
    /// @param authorities a PEM file of certificates that vouch for an HTTPS server, or null for
    ///     those that the JDK knows
    public static Door tcp(String url, @Nullable Path authorities) throws Failure {
        try {
            URI uri = new URI(url);
            String path = uri.getPath();
            boolean secret = "https".equals(uri.getScheme());
            if ((secret || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && (path == null || path.isEmpty() || path.equals("/"))) {
                int port = uri.getPort() >= 0 ? uri.getPort() : secret ? 443 : 80;
                String bare = uri.getHost().replaceAll("[\\[\\]]", "");
                Trust trust = secret ? Trust.of(authorities, bare, port) : null;
                return new Door(new InetSocketAddress(bare, port), uri.getAuthority(), url, trust);
            }
        } catch (URISyntaxException | IllegalArgumentException notOne) {
            // falls through: what it should be is said below
        }
        throw Failure.of(
                Failure.WRONG_USE,
                "cannot use --url " + url + ": not http://HOST:PORT or https://HOST:PORT");
    }

    /// Whether the supervisor is on this machine for sure.
    boolean isLocal() {
        return address instanceof UnixDomainSocketAddress;
    }

    /// The socket's file, or null where it has none.
    @Nullable Path socket() {
        return address instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
    }

    /// Connects.
    Line open() throws Failure {
        SocketChannel channel = connected();
        if (trust == null) {
            return new Line(
                    Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        }
        try {
            return trust.over(channel);
        } catch (IOException stranger) {
            close(channel);
            throw Failure.of(
                    Failure.NOT_ALLOWED,
                    "cannot speak to " + name + " by TLS: " + stranger.getMessage());
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // it was of no use any more
        }
    }

    private SocketChannel connected() throws Failure {
        try {
            return SocketChannel.open(address);
        } catch (IOException | UnresolvedAddressException failure) {
            String why = String.valueOf(failure.getMessage());
            if (why.contains("Permission denied")) {
                throw Failure.of(Failure.NOT_ALLOWED, "cannot open " + name + ": not allowed");
            }
            throw Failure.of(
                    Failure.NOBODY_ANSWERS,
                    "no supervisor answers at " + name + "; `reeve up` starts one");
        }
    }
}

package dev.reeve.plugin.control.xmlrpc.wire;

import jdk.net.ExtendedSocketOptions;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;

/// A unix socket that belongs to its user: mode 0600, and whoever connects is looked at.
///
/// @param path where it is
/// @param file what the socket file is, to know it again
/// @param owner whose it is
public record UnixEntrance(ServerSocketChannel channel, Path path, Object file, UserPrincipal owner)
        implements Entrance {
    /// `sun_path` holds 108 bytes, the last of which is NUL (unix(7)).
    private static final int LONGEST = 107;

    private static final int WAITING = 64;

    /// `S_IFMT` and `S_IFSOCK` (inode(7)).
    private static final int FILE_TYPE = 0170000;

    private static final int SOCKET = 0140000;

    /// @throws IllegalArgumentException if no socket can have this path; the text is for the user
    public static void check(Path path) {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    "the path of a unix socket takes at most %d bytes, and `%s` has %d: choose a shorter folder"
                            .formatted(LONGEST, path, length));
        }
    }

    /// Makes the socket. An old one under this name is replaced; anything else is left alone.
    ///
    /// @throws IOException if it cannot be made; the text is for the user
    public static UnixEntrance open(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            var ownersOnly =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(
                    Objects.requireNonNull(path.getParent(), "the path is absolute"), ownersOnly);
            clear(path);
            channel.bind(UnixDomainSocketAddress.of(path), WAITING);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            return new UnixEntrance(channel, path, fileKey(path), owner);
        } catch (IOException failure) {
            channel.close();
            throw new IOException(
                    "cannot serve on `" + path + "`: " + failure.getMessage(), failure);
        }
    }

    private static void clear(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new IOException("something that is no socket has this name");
        }
        if (inUse(path)) {
            throw new IOException("another program serves there");
        }
        Files.delete(path);
    }

    /// Whether somebody takes clients in there: supervisord perhaps, whose socket this is.
    private static boolean inUse(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public boolean admits(SocketChannel client) throws IOException {
        UserPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return peer.equals(owner)
                || peer.equals(
                        FileSystems.getDefault()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("root"));
    }

    /// Takes the socket away, unless someone else's is there by now.
    @Override
    public void close() throws IOException {
        channel.close();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && file.equals(fileKey(path))) {
            Files.deleteIfExists(path);
        }
    }
}

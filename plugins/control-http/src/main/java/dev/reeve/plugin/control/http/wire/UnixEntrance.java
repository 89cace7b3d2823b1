package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Role;
import dev.reeve.plugin.control.http.guard.Peers;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;

/// A unix socket that belongs to its user, and whoever connects is looked at. Its mode is 0600;
/// where other users may come too it is 0666, and what they may do is decided by who they are.
///
/// @param path where it is
/// @param file what the socket file is, to know it again; the kernel gives it with the inode
/// @param owner whose it is
/// @param peers what other users may do
public record UnixEntrance(
        ServerSocketChannel channel, Path path, Object file, UserPrincipal owner, Peers peers)
        implements Entrance {
    /// `sun_path` holds 108 bytes, the last of which is NUL (unix(7)).
    private static final int LONGEST = 107;

    private static final int WAITING = 256;

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

    /// Makes the socket. An old one under this name is replaced: it is nobody's, since there is
    /// only one supervisor in a state directory. Anything else under this name is left alone.
    ///
    /// @throws IOException if it cannot be made; the text is for the user
    public static UnixEntrance open(Path path, Peers peers) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            var folder =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(
                                    peers.isEmpty() ? "rwx------" : "rwxr-xr-x"));
            Files.createDirectories(
                    Objects.requireNonNull(path.getParent(), "the path is absolute"), folder);
            clear(path);
            channel.bind(UnixDomainSocketAddress.of(path), WAITING);
            Files.setPosixFilePermissions(
                    path,
                    PosixFilePermissions.fromString(peers.isEmpty() ? "rw-------" : "rw-rw-rw-"));
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            return new UnixEntrance(channel, path, fileKey(path), owner, peers);
        } catch (IOException failure) {
            channel.close();
            throw new IOException("cannot serve on `" + path + "`: " + reason(failure), failure);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it vanished";
            case FileAlreadyExistsException _ -> "its folder is no folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static void clear(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new IOException("something that is no socket has this name");
        }
        Files.delete(path);
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public @Nullable Link admit(SocketChannel client) throws IOException {
        Role role = role(client.getOption(ExtendedSocketOptions.SO_PEERCRED));
        return role == Role.NONE ? null : Link.plain(client, role);
    }

    private Role role(UnixDomainPrincipal peer) throws IOException {
        return peer.user().equals(owner) || peer.user().equals(root())
                ? Role.ADMIN
                : peers.role(peer.user().getName(), peer.group().getName());
    }

    @Override
    public boolean plain() {
        return true;
    }

    private static UserPrincipal root() throws IOException {
        return FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("root");
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

package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A datagram socket of this machine that has a name (unix(7)).
///
/// @param address as `NOTIFY_SOCKET` names it
/// @param path its file, or null where its name is abstract
record LocalSocket(int descriptor, String address, @Nullable Path path) {
    /// `sun_path` has 108 bytes, the last of which is a NUL.
    private static final int LONGEST_PATH = 107;

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC_NONBLOCK = 2 | 0x80000 | 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PASSCRED = 16;
    private static final int NAME_AT = 2;

    /// Opens one at this path, or where that is too long, under a name that nobody can guess.
    ///
    /// @param user whom its file is given to, if we are root; or null
    static LocalSocket open(Path path, @Nullable Long user) throws IOException {
        String cannot = "open a socket at `" + path + "`";
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        boolean fits = name.length <= LONGEST_PATH;
        if (fits) {
            makeWay(path, name, cannot);
        } else {
            name = randomName();
        }
        int socket = socket(cannot);
        try {
            Errno.check(cannot, bind(socket, name));
            if (!fits) {
                String address = "@" + new String(name, 1, name.length - 1, StandardCharsets.UTF_8);
                return new LocalSocket(socket, address, null);
            }
            own(path, user, cannot);
            return new LocalSocket(socket, path.toString(), path);
        } catch (IOException failure) {
            Descriptor.close(socket);
            throw failure;
        }
    }

    /// Closes it and removes its file.
    void close() {
        Descriptor.close(descriptor);
        if (path != null) {
            unlink(path);
        }
    }

    /// Removes a socket that nobody holds any more.
    private static void makeWay(Path path, byte[] name, String cannot) throws IOException {
        int type = Descriptor.type(path.toString());
        if (type == Descriptor.NOTHING) {
            return;
        }
        if (type != Descriptor.SOCKET) {
            throw new IOException("cannot " + cannot + ": something else has this name");
        }
        int probe = socket(cannot);
        long connected = Libc.system(Abi.CONNECT, probe, address(name), NAME_AT + name.length);
        Descriptor.close(probe);
        if (connected != -Errno.ECONNREFUSED) {
            throw new IOException("cannot " + cannot + ": another process reads there");
        }
        unlink(path);
    }

    private static int socket(String cannot) throws IOException {
        int socket =
                (int)
                        Errno.check(
                                cannot,
                                Libc.system(Abi.SOCKET, AF_UNIX, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0));
        Scratch scratch = Scratch.mine();
        scratch.bytes.putInt(Scratch.ROOM, 1);
        long _ =
                Libc.system(
                        Abi.SETSOCKOPT,
                        socket,
                        SOL_SOCKET,
                        SO_PASSCRED,
                        scratch.room(),
                        Integer.BYTES,
                        0);
        return socket;
    }

    private static long bind(int socket, byte[] name) {
        return Libc.system(Abi.BIND, socket, address(name), NAME_AT + name.length);
    }

    /// Writes `struct sockaddr_un`.
    private static long address(byte[] name) {
        Scratch scratch = Scratch.mine();
        scratch.bytes.putShort(Scratch.ROOM, (short) AF_UNIX);
        scratch.bytes.put(Scratch.ROOM + NAME_AT, name);
        scratch.bytes.put(Scratch.ROOM + NAME_AT + name.length, (byte) 0);
        return scratch.room();
    }

    private static void own(Path path, @Nullable Long user, String cannot) throws IOException {
        long at = Scratch.mine().path(path.toString());
        Errno.check(cannot, Libc.system(Abi.FCHMODAT, Abi.AT_FDCWD, at, 0600));
        if (user != null && Libc.system(Abi.GETEUID, 0) == 0) {
            Errno.check(
                    cannot,
                    Libc.system(
                            Abi.FCHOWNAT,
                            Abi.AT_FDCWD,
                            at,
                            user,
                            -1,
                            Descriptor.AT_SYMLINK_NOFOLLOW,
                            0));
        }
    }

    private static void unlink(Path path) {
        long _ = Libc.system(Abi.UNLINKAT, Abi.AT_FDCWD, Scratch.mine().path(path.toString()), 0);
    }

    /// An abstract name begins with a NUL.
    private static byte[] randomName() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return ("\0reeve-" + HexFormat.of().formatHex(random)).getBytes(StandardCharsets.UTF_8);
    }
}

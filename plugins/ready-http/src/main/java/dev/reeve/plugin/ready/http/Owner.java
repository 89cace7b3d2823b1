package dev.reeve.plugin.ready.http;

import dev.reeve.supervisor.api.spi.ReadyRun;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a port of this machine is the service's own, by what Linux shows in `/proc`: the tables
/// of sockets name an inode, and the descriptors of a process name the same one. Where a process
/// hides what it holds, because it is another user's, the port may be its own.
final class Owner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private volatile @Nullable Proof proof;

    /// Whether what answers here is of somebody else. Looks into the tables once, and as long as
    /// the service holds the socket that was found then, at nothing else.
    boolean isSomebodyElse(ReadyRun run, InetAddress address, int port) throws IOException {
        Proof known = proof;
        if (known != null && known.holds(run.run(), address)) {
            return false;
        }
        boolean here =
                address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        if (!here || !Files.isReadable(PROC.resolve("net/tcp"))) {
            return false;
        }
        Set<String> sockets = answering(address, port);
        boolean hidden = false;
        for (long process : run.processes()) {
            Path folder = PROC.resolve(process + "/fd");
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
                for (Path descriptor : descriptors) {
                    String target = target(descriptor);
                    if (sockets.contains(target)) {
                        proof = new Proof(run.run(), address, descriptor, target);
                        return false;
                    }
                }
            } catch (AccessDeniedException denied) {
                hidden = true;
            } catch (IOException | DirectoryIteratorException gone) {
                // Then it holds nothing.
            }
        }
        return !hidden;
    }

    /// The sockets that get a connection to this address: those bound to it if there are any; else
    /// those bound to every address.
    private static Set<String> answering(InetAddress address, int port) throws IOException {
        Map<InetAddress, Set<String>> bound = new HashMap<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path path = PROC.resolve(table);
            if (Files.exists(path)) {
                try (var lines = Files.lines(path)) {
                    lines.skip(1).forEach(line -> note(line, port, bound));
                }
            }
        }
        boolean four = address.getAddress().length == 4;
        InetAddress everyFour = InetAddress.getByAddress(new byte[4]);
        Set<String> ofEvery = bound.getOrDefault(InetAddress.getByAddress(new byte[16]), Set.of());
        return bound.getOrDefault(address, four ? bound.getOrDefault(everyFour, ofEvery) : ofEvery);
    }

    /// `0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 33 0 12345 …`
    private static void note(String line, int port, Map<InetAddress, Set<String>> bound) {
        String[] columns = line.strip().split(" +", 11);
        String[] local = columns[1].split(":", -1);
        if (columns[3].equals(LISTEN) && Integer.parseInt(local[1], 16) == port) {
            bound.computeIfAbsent(address(local[0]), _ -> new java.util.HashSet<>())
                    .add("socket:[" + columns[9] + "]");
        }
    }

    /// The kernel prints addresses as numbers of 32 bits in the machine's own byte order.
    private static InetAddress address(String digits) {
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(digits));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("not 4 or 16 bytes: " + digits, impossible);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /// The socket that was the service's own.
    private record Proof(int run, InetAddress address, Path descriptor, String socket) {
        boolean holds(int ofRun, InetAddress at) {
            return run == ofRun && address.equals(at) && target(descriptor).equals(socket);
        }
    }
}

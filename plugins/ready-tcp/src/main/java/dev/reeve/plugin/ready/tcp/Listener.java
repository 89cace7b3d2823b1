package dev.reeve.plugin.ready.tcp;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A TCP socket that listens, as `/proc/net/tcp` and `/proc/net/tcp6` tell (proc_pid_net(5)).
///
/// @param address what it is bound to; IPv4 addresses in IPv6 dress are undressed
/// @param user the number of the user that made it
/// @param inode the number by which descriptors name it
record Listener(InetAddress address, int user, long inode) {
    private static final String LISTEN = "0A";

    /// Those that one of the two tables has for this port.
    static List<Listener> in(Path table, int port) throws IOException {
        List<Listener> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            lines.readLine(); // the names of the columns
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Listener listener = parse(line, port);
                if (listener != null) {
                    found.add(listener);
                }
            }
        }
        return found;
    }

    /// Those that get a connection to this address: the ones bound to the very address if there are
    /// any; else the ones bound to every address, where for IPv4 those of IPv4 go before those of
    /// both (Linux, `__inet_lookup_listener` and `compute_score`).
    static List<Listener> answering(InetAddress address, List<Listener> all) throws IOException {
        List<Listener> answering = boundTo(address, all);
        if (answering.isEmpty() && address.getAddress().length == 4) {
            answering = boundTo(InetAddress.getByAddress(new byte[4]), all);
        }
        return answering.isEmpty()
                ? boundTo(InetAddress.getByAddress(new byte[16]), all)
                : answering;
    }

    private static List<Listener> boundTo(InetAddress address, List<Listener> all) {
        return all.stream().filter(listener -> listener.address.equals(address)).toList();
    }

    /// `0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 33 0 12345 …`
    private static @Nullable Listener parse(String line, int port) throws IOException {
        String[] columns = line.strip().split(" +", 11);
        int colon = columns[1].indexOf(':');
        if (!columns[3].equals(LISTEN)
                || Integer.parseInt(columns[1], colon + 1, columns[1].length(), 16) != port) {
            return null;
        }
        return new Listener(
                address(columns[1].substring(0, colon)),
                Integer.parseUnsignedInt(columns[7]),
                Long.parseLong(columns[9]));
    }

    /// The kernel prints addresses as numbers of 32 bits in the machine's own byte order.
    private static InetAddress address(String digits) throws IOException {
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(digits));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        return InetAddress.getByAddress(bytes.array());
    }
}

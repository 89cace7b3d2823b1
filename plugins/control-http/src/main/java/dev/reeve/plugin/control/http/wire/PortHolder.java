package dev.reeve.plugin.control.http.wire;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which process listens on a port, as far as Linux lets us see: processes of our own user, or all
/// for root (proc_net(5), proc_pid_fd(5)).
final class PortHolder {
    private static final Path PROC = Path.of("/proc");

    /// `TCP_LISTEN` in the column `st`.
    private static final String LISTENS = "0A";

    private PortHolder() {}

    /// The holder in words: `pid 4711, nginx`.
    static Optional<String> of(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            addListening(PROC.resolve("net/tcp"), port, sockets);
            addListening(PROC.resolve("net/tcp6"), port, sockets);
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (holds(process, sockets)) {
                        String name = Files.readString(process.resolve("comm")).strip();
                        return Optional.of("pid " + process.getFileName() + ", " + name);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException notLinux) {
            // Then nobody is named.
        }
        return Optional.empty();
    }

    private static void addListening(Path table, int port, Set<String> sockets) throws IOException {
        if (!Files.exists(table)) {
            return;
        }
        String suffix = ":%04X".formatted(port);
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENS)) {
                sockets.add("socket:[" + columns[9] + "]");
            }
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrNotOurs) {
            // Another process may be the one.
        }
        return false;
    }
}

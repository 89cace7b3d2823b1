package dev.reeve.plugin.discover.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Who listens on a port: the tables of sockets name an inode, and the descriptors of a process
/// name
/// the same one (proc_pid_net(5)).
///
/// @param proc where that file system is
record Listeners(Path proc) {
    private static final String LISTEN = "0A";

    /// Those of these processes that listen there; of a family that shares a socket the eldest.
    ///
    /// @throws IOException where somebody listens, but none of those who were looked at is seen to
    List<Seen> on(int port, List<Seen> processes) throws IOException, InterruptedException {
        Set<String> sockets = sockets(port);
        if (sockets.isEmpty()) {
            return List.of();
        }
        boolean hidden = false;
        List<Seen> holders = new ArrayList<>();
        for (Seen process : processes) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while looking for processes");
            }
            try {
                if (holds(process, sockets)) {
                    holders.add(process);
                }
            } catch (AccessDeniedException denied) {
                hidden = true;
            }
        }
        if (holders.isEmpty() && hidden) {
            throw new IOException(
                    "cannot see who listens on port "
                            + port
                            + ": processes of other users hide it");
        }
        Set<Long> pids = holders.stream().map(Seen::pid).collect(Collectors.toSet());
        return holders.stream().filter(holder -> !pids.contains(holder.parent())).toList();
    }

    private Set<String> sockets(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path path = proc.resolve(table);
            if (Files.exists(path)) {
                try (var lines = Files.lines(path)) {
                    lines.skip(1)
                            .map(line -> line.strip().split(" +", 11))
                            .filter(columns -> listensOn(port, columns))
                            .forEach(columns -> sockets.add("socket:[" + columns[9] + "]"));
                }
            }
        }
        return sockets;
    }

    private static boolean listensOn(int port, String[] columns) {
        String local = columns[1];
        return columns[3].equals(LISTEN)
                && Integer.parseInt(local.substring(local.indexOf(':') + 1), 16) == port;
    }

    private static boolean holds(Seen process, Set<String> sockets) throws AccessDeniedException {
        Path folder = process.folder().resolve("fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (IOException | DirectoryIteratorException gone) {
            // Then it holds nothing.
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}

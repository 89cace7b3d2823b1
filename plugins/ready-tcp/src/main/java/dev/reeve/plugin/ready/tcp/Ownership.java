package dev.reeve.plugin.ready.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Whose port it is, by what Linux shows in `/proc`: the tables of sockets name an inode, and the
/// descriptors of a process name the same one.
final class Ownership {
    private final Path proc;

    /// @param proc where that file system is
    Ownership(Path proc) {
        this.proc = proc;
    }

    /// Whether what answers at this address is one of these processes.
    ///
    /// @throws IOException where the kernel does tell, but could not be asked just now
    Answer of(InetAddress address, int port, Set<Long> processes) throws IOException {
        Path four = proc.resolve("net/tcp");
        if (!Files.isReadable(four)) {
            return new Answer.Unknowable();
        }
        List<Listener> all = new ArrayList<>(Listener.in(four, port));
        Path six = proc.resolve("net/tcp6");
        if (Files.exists(six)) {
            all.addAll(Listener.in(six, port));
        }
        List<Listener> answering = Listener.answering(address, all);
        boolean someHidden = false;
        for (long process : processes) {
            switch (look(Long.toString(process), answering)) {
                case Look.Holds(Path descriptor, String socket) -> {
                    return new Answer.Ours(descriptor, socket);
                }
                case Look.Hidden() -> someHidden = true;
                case Look.HoldsNot() -> {}
            }
        }
        // A process of another user, or one that has changed its user, hides what it holds.
        return someHidden && holder(answering).isEmpty()
                ? new Answer.Unknowable()
                : new Answer.Theirs(answering);
    }

    /// The process that holds one of these sockets, where it can be seen. Looks at every process of
    /// the machine: tens of milliseconds.
    OptionalLong holder(List<Listener> listeners) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all) {
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                String pid = process.getFileName().toString();
                if (look(pid, listeners) instanceof Look.Holds) {
                    return OptionalLong.of(Long.parseLong(pid));
                }
            }
        } catch (IOException | DirectoryIteratorException noList) {
            // Then nobody can be named.
        }
        return OptionalLong.empty();
    }

    /// The short name of a process, or a question mark where it is gone.
    String name(long pid) {
        try {
            return Files.readString(proc.resolve(pid + "/comm")).strip();
        } catch (IOException gone) {
            return "?";
        }
    }

    private Look look(String pid, List<Listener> listeners) {
        Set<String> wanted =
                listeners.stream()
                        .map(listener -> "socket:[" + listener.inode() + "]")
                        .collect(Collectors.toSet());
        try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path descriptor : open) {
                String target = target(descriptor);
                if (wanted.contains(target)) {
                    return new Look.Holds(descriptor, target);
                }
            }
            return new Look.HoldsNot();
        } catch (AccessDeniedException denied) {
            return new Look.Hidden();
        } catch (IOException | DirectoryIteratorException gone) {
            return new Look.HoldsNot();
        }
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    private sealed interface Look {
        record Holds(Path descriptor, String socket) implements Look {}

        record HoldsNot() implements Look {}

        record Hidden() implements Look {}
    }

    /// Whose port it is.
    sealed interface Answer {
        /// A process of the service listens.
        ///
        /// @param descriptor the link to its socket, in the folder of the process
        /// @param socket what that link says; the number in it names one socket and no other
        record Ours(Path descriptor, String socket) implements Answer {}

        /// This system does not tell.
        record Unknowable() implements Answer {}

        /// Something else answers.
        ///
        /// @param listeners its sockets; none where something outside of this machine's sockets
        ///     answers (packets that are forwarded), or it was closed meanwhile
        record Theirs(List<Listener> listeners) implements Answer {}
    }
}

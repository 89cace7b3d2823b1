package dev.reeve.plugin.discover.process;

import dev.reeve.supervisor.api.control.Discovered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process, as a look at its folder in `/proc` has shown it. Fields are named after
/// proc_pid_stat(5).
///
/// @param name its short name (`comm`)
/// @param words its command line; empty where that cannot be seen
/// @param user the number of its user
/// @param terminal its terminal, or 0
record Seen(
        Path folder,
        long pid,
        String name,
        List<String> words,
        long user,
        long parent,
        long session,
        long terminal) {
    /// The kernel's own (include/linux/sched.h, `PF_KTHREAD`).
    private static final long KERNEL_THREAD = 0x00200000;

    private static final int SHOWN = 1000;

    /// Looks; empty where there is no process any more, or only a thread of the kernel.
    static Optional<Seen> of(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            int open = stat.indexOf('(');
            int close = stat.lastIndexOf(')');
            // From the state on; the name before may hold anything.
            String[] fields = stat.substring(close + 2).split(" ", -1);
            boolean over = fields[0].matches("[ZXx]");
            if (over || (Long.parseLong(fields[6]) & KERNEL_THREAD) != 0) {
                return Optional.empty();
            }
            String line = Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Optional.of(
                    new Seen(
                            folder,
                            Long.parseLong(stat.substring(0, open).strip()),
                            utf8(stat.substring(open + 1, close)),
                            Stream.of(line.split("\0"))
                                    .filter(word -> !word.isEmpty())
                                    .map(Seen::utf8)
                                    .toList(),
                            user(folder),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[4])));
        } catch (IOException | RuntimeException goneMeanwhile) {
            return Optional.empty();
        }
    }

    boolean isMe() {
        return pid == ProcessHandle.current().pid();
    }

    /// Whether it looks like a daemon: it has no terminal, and either nobody waits for it or it
    /// leads a session.
    boolean isDaemon() {
        return terminal == 0 && (parent == 1 || session == pid);
    }

    /// The command line, as people read it.
    String command() {
        return words.isEmpty()
                ? "[" + name + "]"
                : words.stream()
                        .map(Seen::quoted)
                        .collect(Collectors.joining(" "))
                        .replaceAll("\\p{Cntrl}+", " ");
    }

    Discovered discovered() {
        var startedAt =
                ProcessHandle.of(pid).flatMap(found -> found.info().startInstant()).orElse(null);
        String line = command();
        String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        String suggested = new Program(name, words).name();
        return new Discovered(pid, shown, userName(), startedAt, "process", suggested);
    }

    private static String quoted(String word) {
        return words(word) ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean words(String word) {
        return word.chars().noneMatch(next -> next <= ' ' || "'\"\\$`|&;<>()*?".indexOf(next) >= 0);
    }

    private String userName() {
        try {
            // Root owns the folder of a process that may not be traced, whoever runs it.
            long owner = ((Integer) Files.getAttribute(folder, "unix:uid")).longValue();
            if (owner == user) {
                return Files.getOwner(folder).getName();
            }
        } catch (IOException goneMeanwhile) {
            // Then its number must do.
        }
        return Long.toString(user);
    }

    private static long user(Path folder) throws IOException {
        try (var lines = Files.lines(folder.resolve("status"), StandardCharsets.ISO_8859_1)) {
            String users = lines.filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
            return Long.parseLong(users.substring(4).strip().split("\\s+", -1)[1]);
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}

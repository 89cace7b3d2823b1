package dev.reeve.plugin.mcp.remote;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// All that a program has started, as `/proc` shows it: its descendants, those in its session, and
/// those that carry its mark in their environment although they have left both.
final class Tree {
    private static final Path PROC = Path.of("/proc");

    private final long root;
    private final byte[] mark;

    /// @param mark a variable, `NAME=VALUE`, that nothing else has
    Tree(long root, String mark) {
        this.root = root;
        this.mark = mark.getBytes(StandardCharsets.UTF_8);
    }

    /// @param state one letter; `Z` is one that has ended and was not asked about yet
    private record Seen(long pid, char state, long parent, long session) {}

    /// Those that live.
    List<ProcessHandle> living() {
        Map<Long, Seen> all = all();
        Set<Long> ours = new HashSet<>();
        all.values().stream()
                .filter(seen -> seen.pid() == root || seen.session() == root || marked(seen.pid()))
                .forEach(seen -> ours.add(seen.pid()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Seen seen : all.values()) {
                if (ours.contains(seen.parent())) {
                    grows |= ours.add(seen.pid());
                }
            }
        }
        ours.remove(ProcessHandle.current().pid());
        return ours.stream()
                .filter(pid -> all.containsKey(pid) && all.get(pid).state() != 'Z')
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    /// Waits until nothing of it lives.
    ///
    /// @return whether that is so
    boolean endsWithin(Duration patience) throws InterruptedException {
        Deadline deadline = Deadline.in(patience);
        List<ProcessHandle> living = living();
        while (!living.isEmpty() && !deadline.over()) {
            CompletableFuture<?>[] ends =
                    living.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
            try {
                CompletableFuture.allOf(ends).get(deadline.left(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException notYet) {
                // Seen below.
            }
            living = living();
        }
        return living.isEmpty();
    }

    private boolean marked(long pid) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            return holds(environment);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private boolean holds(byte[] environment) {
        int at = 0;
        while (at < environment.length) {
            int end = at;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (java.util.Arrays.equals(environment, at, end, mark, 0, mark.length)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static Map<Long, Seen> all() {
        Map<Long, Seen> all = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            for (Path entry : found) {
                Seen seen = seen(entry);
                if (seen != null) {
                    all.put(seen.pid(), seen);
                }
            }
        } catch (IOException noProc) {
            // Nothing can be seen, then.
        }
        return all;
    }

    /// The fields of `stat`, proc_pid_stat(5): a name in parentheses may hold anything.
    private static @Nullable Seen seen(Path entry) {
        try {
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Seen(
                    Long.parseLong(entry.getFileName().toString()),
                    rest[0].charAt(0),
                    Long.parseLong(rest[1]),
                    Long.parseLong(rest[3]));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException gone) {
            return null;
        }
    }
}

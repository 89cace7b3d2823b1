package dev.reeve.supervisor.core.plan;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What this machine has that a manifest may name.
interface Machine {
    /// Whether there is a user of this name; a number always means one.
    boolean hasUser(String name);

    /// Whether there is a group of this name; a number always means one.
    boolean hasGroup(String name);

    /// The CPUs that this process may use.
    SortedSet<Integer> cpus();

    /// This machine.
    static Machine here() {
        return new Machine() {
            @Override
            public boolean hasUser(String name) {
                try {
                    var users = FileSystems.getDefault().getUserPrincipalLookupService();
                    return users.lookupPrincipalByName(name) != null;
                } catch (IOException | UnsupportedOperationException unknown) {
                    return false;
                }
            }

            @Override
            public boolean hasGroup(String name) {
                try {
                    var groups = FileSystems.getDefault().getUserPrincipalLookupService();
                    return groups.lookupPrincipalByGroupName(name) != null;
                } catch (IOException | UnsupportedOperationException unknown) {
                    return false;
                }
            }

            @Override
            public SortedSet<Integer> cpus() {
                SortedSet<Integer> cpus = allowed();
                if (cpus.isEmpty()) {
                    int count = Runtime.getRuntime().availableProcessors();
                    IntStream.range(0, count).forEach(cpus::add);
                }
                return cpus;
            }
        };
    }

    /// The kernel's own list (proc(5), /proc/pid/status), such as `0-3,8`; empty where there is
    /// none.
    private static SortedSet<Integer> allowed() {
        SortedSet<Integer> cpus = new TreeSet<>();
        try {
            var line = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");
            var list = line.matcher(Files.readString(Path.of("/proc/self/status")));
            if (list.find()) {
                for (String part : list.group(1).split(",", -1)) {
                    String[] ends = part.split("-", 2);
                    int last = Integer.parseInt(ends[ends.length - 1]);
                    for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
                        cpus.add(cpu);
                    }
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            return new TreeSet<>();
        }
        return cpus;
    }
}

package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Adopted children whose main process was not our own child. What is of them does not become ours
/// when its parents end, so it is looked for among all processes: by descent, by what was seen
/// before, by the session and the group that the first process led, and by the token.
///
/// A number of a session or group stays theirs as long as somebody is in it, for the kernel gives
/// no number out that is in use as one (`alloc_pid` in the kernel's `kernel/pid.c`). So once nobody
/// was, it counts no more; and never for who has another token.
///
/// Under the lock of {@link Children}.
final class Outsiders {
    private static final int ROUNDS = 100;

    private final Proc proc;
    private final Family family;
    private final Set<LinuxChild> all = new LinkedHashSet<>();

    Outsiders(Proc proc, Family family) {
        this.proc = proc;
        this.family = family;
    }

    void add(LinuxChild child) {
        all.add(child);
    }

    void remove(LinuxChild child) {
        all.remove(child);
    }

    /// Those of whom we do not know whether something is left.
    ///
    /// @param again who has more processes than are watched
    List<LinuxChild> unclear(Orphans orphans, Set<LinuxChild> again) {
        if (all.isEmpty()) {
            return List.of();
        }
        return all.stream()
                .filter(child -> child.ended && !child.gone)
                .filter(child -> again.contains(child) || !orphans.some(child))
                .toList();
    }

    /// Looks until it is clear of each of them whether something is left: until what there is has
    /// been taken, or two looks one after the other have found nothing.
    ///
    /// @param again who had processes that could not be watched
    void settle(Orphans orphans, Set<LinuxChild> again, BiConsumer<LinuxChild, Stat> taker) {
        List<LinuxChild> unclear = unclear(orphans, again);
        var nobody = new HashSet<LinuxChild>();
        for (int round = 0; !unclear.isEmpty() && round < ROUNDS; round++) {
            Map<LinuxChild, List<Stat>> found = look();
            for (LinuxChild child : unclear) {
                List<Stat> members = found.get(child);
                if (members == null) {
                    child.gone = !nobody.add(child);
                } else {
                    nobody.remove(child);
                    members.forEach(process -> taker.accept(child, process));
                }
            }
            unclear = unclear(orphans, Set.of());
        }
    }

    /// Looks at every process of the system, once for all children, and finds those that live and
    /// are theirs.
    Map<LinuxChild, List<Stat>> look() {
        var look = new Look();
        var found = new HashMap<LinuxChild, List<Stat>>();
        for (Stat process : look.processes.values()) {
            LinuxChild owner = process.living() ? look.owner(process) : null;
            if (owner != null) {
                found.computeIfAbsent(owner, _ -> new ArrayList<>()).add(process);
            }
        }
        return found;
    }

    /// One look. A process that ends meanwhile may be missing, and with it whoever it has made in
    /// its last moment; so where all depends on it, one looks twice.
    private final class Look {
        private final Map<Integer, Stat> processes = new HashMap<>();
        private final Map<Integer, LinuxChild> mains = new HashMap<>();
        private final Map<Integer, LinuxChild> sessions = new HashMap<>();
        private final Map<Integer, LinuxChild> groups = new HashMap<>();
        private final Map<String, LinuxChild> tokens = new HashMap<>();

        /// Whose a process is, as far as that was asked; nobody's where that is null.
        private final Map<Integer, @Nullable LinuxChild> owners = new HashMap<>();

        Look() {
            for (int pid : proc.others()) {
                Stat stat = proc.stat(pid);
                if (stat != null) {
                    processes.put(pid, stat);
                }
            }
            all.forEach(this::know);
        }

        @Nullable LinuxChild owner(Stat process) {
            var line = new ArrayList<Stat>();
            LinuxChild owner = null;
            Stat at = process;
            while (owner == null && at != null && !owners.containsKey(at.pid())) {
                line.add(at);
                owner = marked(at);
                at = owner == null ? parent(at) : null;
            }
            if (owner == null && at != null) {
                owner = owners.get(at.pid());
            }
            for (Stat descendant : line) {
                owners.put(descendant.pid(), owner);
            }
            return owner;
        }

        private void know(LinuxChild child) {
            if (!child.ended) {
                mains.put(child.main.pid(), child);
            }
            if (child.marks.token() != null) {
                tokens.put(child.marks.token(), child);
            }
            child.lapsed |= (child.ended || child.followed) && !isInUse(child);
            if (!child.lapsed && child.marks.session() != 0) {
                sessions.put(child.marks.session(), child);
            }
            if (!child.lapsed && child.marks.group() != 0) {
                groups.put(child.marks.group(), child);
            }
        }

        private boolean isInUse(LinuxChild child) {
            LinuxChild.Marks marks = child.marks;
            Stat leader = processes.get(Math.max(marks.session(), marks.group()));
            if (leader != null && leader.start() != child.firstStart) {
                return false;
            }
            return processes.values().stream()
                    .anyMatch(
                            process ->
                                    (marks.session() != 0 && process.session() == marks.session())
                                            || (marks.group() != 0
                                                    && process.group() == marks.group()));
        }

        private @Nullable LinuxChild marked(Stat process) {
            LinuxChild main = mains.get(process.pid());
            if (main != null && main.main.is(process)) {
                return main;
            }
            LinuxChild seen = family.whoSaw(process);
            if (seen != null) {
                return seen;
            }
            LinuxChild led = sessions.get(process.session());
            led = led == null ? groups.get(process.group()) : led;
            if (led == null && tokens.isEmpty()) {
                return null;
            }
            String token = proc.token(process.pid());
            if (token == null) {
                return led;
            }
            return led != null && led.marks.token() == null ? led : tokens.get(token);
        }

        /// A parent is never the younger one: then its number has been given out anew.
        private @Nullable Stat parent(Stat process) {
            Stat parent = processes.get(process.parent());
            return parent == null || parent.start() > process.start() ? null : parent;
        }
    }
}

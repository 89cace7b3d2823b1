package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose a process is, when its parents are gone.
///
/// Told by four marks, surest first: the session it is in; having been seen among the descendants;
/// the environment it was started with; and its timer slack. A process can shake off each of the
/// first three (setsid, ending between two looks, exec with a clean environment), hardly the last:
/// the kernel hands it down from process to process, whatever they execute, and a value that is
/// some nanoseconds off the usual changes nothing else (PR_SET_TIMERSLACK in prctl(2)). Reading it
/// takes CAP_SYS_NICE.
///
/// Under the lock of {@link Children}.
final class Family {
    static final int MOST_TAGS = 49_999;

    private final Proc proc;
    private final long usualSlack;
    private final Map<Integer, LinuxChild> bySession = new HashMap<>();
    private final Map<String, LinuxChild> byToken = new HashMap<>();
    private final Map<Integer, LinuxChild> byTag = new HashMap<>();
    private final Map<Long, LinuxChild> seen = new HashMap<>();
    private final int ownSession;

    /// @param usualSlack the timer slack of this process, in nanoseconds
    Family(Proc proc, int self, long usualSlack) {
        this.proc = proc;
        this.usualSlack = usualSlack;
        Stat own = proc.stat(self);
        ownSession = own == null ? -1 : own.session();
    }

    void add(LinuxChild child) {
        if (child.marks.session() != 0) {
            bySession.put(child.marks.session(), child);
        }
        if (child.marks.token() != null) {
            byToken.put(child.marks.token(), child);
        }
        if (child.marks.tag() != 0) {
            byTag.put(child.marks.tag(), child);
        }
    }

    void remove(LinuxChild child) {
        bySession.remove(child.marks.session(), child);
        if (child.marks.token() != null) {
            byToken.remove(child.marks.token(), child);
        }
        byTag.remove(child.marks.tag(), child);
        forgetSeen(child);
    }

    /// Whether some child has this timer slack.
    boolean isTaken(int tag) {
        return byTag.containsKey(tag);
    }

    /// The tag that the timer slack of a process says, or 0.
    int tagOf(int pid) {
        long tag = proc.timerSlack(pid) - usualSlack;
        return tag > 0 && tag <= MOST_TAGS ? (int) tag : 0;
    }

    /// Among whose descendants a process was seen, or null.
    @Nullable LinuxChild whoSaw(Stat process) {
        return seen.get(process.id());
    }

    /// Notes processes as a child's, instead of those noted before: what of these has lost its
    /// parent meanwhile, the look before has found.
    void note(LinuxChild owner, Collection<Stat> processes) {
        forgetSeen(owner);
        noteMore(owner, processes);
    }

    /// Notes processes as a child's, too.
    void noteMore(LinuxChild owner, Collection<Stat> processes) {
        for (Stat process : processes) {
            if (!owner.main.is(process)) {
                seen.put(process.id(), owner);
            }
        }
    }

    /// The processes that are noted as a child's.
    List<Long> seenOf(LinuxChild owner) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue() == owner)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Whose this process is, or null: nobody's that we know. What shares our own session never is,
    /// since every child begins one: that is somebody's `java.lang.Process`.
    @Nullable LinuxChild ownerOf(Stat process) {
        if (process.session() == ownSession) {
            return null;
        }
        LinuxChild owner = bySession.get(process.session());
        if (owner != null) {
            return owner;
        }
        owner = whoSaw(process);
        if (owner != null) {
            return owner;
        }
        String token = byToken.isEmpty() ? null : proc.token(process.pid());
        owner = token == null ? null : byToken.get(token);
        if (owner != null || byTag.isEmpty()) {
            return owner;
        }
        return byTag.get((int) (proc.timerSlack(process.pid()) - usualSlack));
    }

    private void forgetSeen(LinuxChild owner) {
        if (!seen.isEmpty()) {
            seen.values().removeIf(other -> other == owner);
        }
    }
}

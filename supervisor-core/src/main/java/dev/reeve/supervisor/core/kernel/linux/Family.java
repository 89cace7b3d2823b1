package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose a process is, when its parents are gone.
///
/// Told by four marks, surest first: the session it is in; having been seen among the descendants;
/// the
/// environment it was started with; and its timer slack. A process can shake off each of the first
/// three (setsid, ending between two looks, exec with a clean environment), hardly the last: the
/// kernel
/// hands it down from process to process, whatever they execute, and a value that is some
/// nanoseconds off
/// the usual changes nothing else (PR_SET_TIMERSLACK in prctl(2)). Reading it takes CAP_SYS_NICE.
///
/// Under the lock of {@link Children}.
final class Family {
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
        bySession.put(child.pid, child);
        if (child.token != null) {
            byToken.put(child.token, child);
        }
        if (child.tag != 0) {
            byTag.put(child.tag, child);
        }
    }

    void remove(LinuxChild child) {
        bySession.remove(child.pid, child);
        if (child.token != null) {
            byToken.remove(child.token, child);
        }
        byTag.remove(child.tag, child);
        forgetSeen(child);
    }

    /// Notes processes as a child's, instead of those noted before: what of these has lost its
    /// parent
    /// meanwhile, the look before has found.
    void note(LinuxChild owner, List<Stat> processes) {
        forgetSeen(owner);
        for (Stat process : processes) {
            if (process.pid() != owner.pid) {
                seen.put(process.id(), owner);
            }
        }
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
        owner = seen.get(process.id());
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

package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Orphan;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finding all that is of a child, and sending signals to it.
///
/// Under the lock of {@link Children}.
final class Reach {
    private final Proc proc;
    private final Family family;
    private final Outsiders outsiders;

    Reach(Proc proc, Family family, Outsiders outsiders) {
        this.proc = proc;
        this.family = family;
        this.outsiders = outsiders;
    }

    /// What there is of a child: the tree of its main process, and those of its orphans; of one
    /// from outside also what is found among all processes.
    Collection<Stat> members(LinuxChild child) {
        Map<Long, Stat> all = near(child);
        if (child.outside) {
            add(outsiders.look().getOrDefault(child, List.of()), all);
        }
        return all.values();
    }

    /// The pids of those that live.
    Set<Long> living(LinuxChild child) {
        Collection<Stat> members = members(child);
        if (child.outside) {
            family.note(child, members);
        }
        var pids = new HashSet<Long>();
        for (Stat process : members) {
            if (process.living()) {
                pids.add((long) process.pid());
            }
        }
        return pids;
    }

    /// To the group that its first process leads; where that is no longer the main one, or leads
    /// none, to each of its processes.
    void signal(LinuxChild child, Signal signal) {
        boolean resume = signal.equals(Signal.TERM);
        if (child.holdsGroup()) {
            // What leaves the session is known later by having been seen now.
            family.note(child, proc.tree(child.main.pid()));
            Signals.toGroup(child.main.pid(), signal, resume);
            return;
        }
        if (child.leadsGroup()) {
            family.noteMore(child, proc.tree(child.main.pid()));
            if (Signals.toGroupOf(child.main.pidfd(), signal, resume)) {
                return;
            }
        }
        for (Stat process : near(child).values()) {
            Signals.toProcess(proc, process, signal, resume);
        }
    }

    /// Kills what is found of a child. Of one from outside that is what is near its main process;
    /// what is found later, as soon as that has ended, is killed then: a look at all processes for
    /// each of many children that are killed together would take long.
    ///
    /// @param done who has been killed
    /// @return whether there was one that had not been killed yet
    boolean kill(LinuxChild child, Set<Long> done) {
        Collection<Stat> processes = near(child).values();
        if (child.outside) {
            family.noteMore(child, processes);
        } else {
            family.note(child, processes);
        }
        if (child.holdsGroup()) {
            Signals.toGroup(child.main.pid(), Signal.KILL, false);
        } else if (child.leadsGroup()) {
            boolean _ = Signals.toGroupOf(child.main.pidfd(), Signal.KILL, false);
        }
        return kill(processes, done);
    }

    /// Kills a process and all that descend from it.
    void kill(Stat process) {
        boolean _ = kill(proc.tree(process.pid()), new HashSet<>());
    }

    /// What is found of a child without a look at all processes.
    private Map<Long, Stat> near(LinuxChild child) {
        var all = new LinkedHashMap<Long, Stat>();
        if (!child.ended) {
            addTree(Stat.id(child.main.pid(), child.main.start()), all);
        }
        for (Orphan orphan : child.orphans) {
            addTree(Stat.id(orphan.pid(), orphan.start()), all);
        }
        if (child.outside) {
            family.seenOf(child).forEach(id -> addTree(id, all));
        }
        return all;
    }

    private void addTree(long id, Map<Long, Stat> all) {
        List<Stat> tree = proc.tree(Stat.pidOf(id));
        if (!tree.isEmpty() && tree.getFirst().id() == id) {
            add(tree, all);
        }
    }

    private static void add(List<Stat> some, Map<Long, Stat> all) {
        some.forEach(process -> all.put(process.id(), process));
    }

    private boolean kill(Collection<Stat> processes, Set<Long> done) {
        boolean some = false;
        for (Stat process : processes) {
            if (process.living() && done.add(process.id())) {
                Signals.toProcess(proc, process, Signal.KILL, false);
                some = true;
            }
        }
        return some;
    }
}

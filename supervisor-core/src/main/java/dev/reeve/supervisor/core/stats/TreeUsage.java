package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.core.stats.ProcessUsage.Identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What some processes use together, at one moment: one look.
///
/// @param nanos when that was, on the clock for waits
/// @param uptimeTicks when that was, in clock ticks since the machine started
/// @param processes each of them
record TreeUsage(long nanos, long uptimeTicks, Map<Identity, ProcessUsage> processes) {
    /// A look at these.
    static TreeUsage of(long nanos, long uptimeTicks, Collection<ProcessUsage> seen) {
        Map<Identity, ProcessUsage> processes = HashMap.newHashMap(seen.size());
        seen.forEach(process -> processes.put(process.identity(), process));
        return new TreeUsage(nanos, uptimeTicks, processes);
    }

    /// The processor time that was used since an earlier look, in clock ticks, while processes come
    /// and go.
    ///
    /// There are two ways to count, and neither counts anything twice, so the greater result is the
    /// nearer one. Processes together with the children they have waited for: right also for
    /// children that came and went between the looks, but what a vanished one had used is missing
    /// where none of the others has waited for it. Processes by themselves: right for those that
    /// are there, and blind for those that are not any more.
    long ticksSince(TreeUsage earlier) {
        long together = 0;
        long bySelf = 0;
        for (ProcessUsage vanishedOrNot : earlier.processes.values()) {
            together -= vanishedOrNot.allTicks();
        }
        for (ProcessUsage now : processes.values()) {
            ProcessUsage before = earlier.processes.get(now.identity());
            together += now.allTicks();
            if (before != null) {
                bySelf += now.ownTicks() - before.ownTicks();
            } else if (now.startTicks() >= earlier.uptimeTicks - 1) {
                bySelf += now.ownTicks();
            } else {
                // It joined, but is older than the earlier look: nobody knows what it had used by
                // then.
                together -= now.allTicks();
            }
        }
        return Math.max(0, Math.max(together, bySelf));
    }

    /// The processor time that they have had, with that of the children they have waited for, in
    /// clock ticks.
    long ticks() {
        return processes.values().stream().mapToLong(ProcessUsage::allTicks).sum();
    }

    long memoryBytes() {
        return processes.values().stream().mapToLong(ProcessUsage::memoryBytes).sum();
    }

    int living() {
        return (int) processes.values().stream().filter(process -> !process.ended()).count();
    }

    int threads() {
        return processes.values().stream()
                .filter(process -> !process.ended())
                .mapToInt(ProcessUsage::threads)
                .sum();
    }

    int openFiles() {
        return processes.values().stream().mapToInt(ProcessUsage::openFiles).sum();
    }
}

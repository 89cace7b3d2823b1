package dev.reeve.supervisor.core.stats;

/// What one process uses, at one moment.
///
/// @param pid its number
/// @param startTicks when it started, in clock ticks since the machine did; with the pid, this
/// names
///     a process for good
/// @param ownTicks the processor time it has had, in clock ticks
/// @param allTicks the same, with that of the children it has waited for, and theirs
/// @param memoryBytes resident memory; 0 once it has ended
/// @param threads how many threads
/// @param openFiles how many open descriptors; 0 where they are hidden
/// @param ended whether it has ended, and nobody has waited for it yet
record ProcessUsage(
        long pid,
        long startTicks,
        long ownTicks,
        long allTicks,
        long memoryBytes,
        int threads,
        int openFiles,
        boolean ended) {
    /// Which process it is about.
    Identity identity() {
        return new Identity(pid, startTicks);
    }

    /// A process; its number alone may be another's later.
    record Identity(long pid, long startTicks) {}
}

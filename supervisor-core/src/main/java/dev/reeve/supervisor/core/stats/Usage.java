package dev.reeve.supervisor.core.stats;

/// What the processes of a service use, as of one look.
///
/// @param cpuSeconds processor time that they have had, with that of the children they have waited
///     for
/// @param memoryBytes resident memory
/// @param processes how many live
/// @param threads how many threads
/// @param openFiles how many open descriptors
public record Usage(
        double cpuSeconds, long memoryBytes, int processes, int threads, int openFiles) {}

package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Instant;

/// What the whole process tree of a service uses, at one moment.
///
/// @param name the service's bare name
/// @param time when it was measured
/// @param run the run it is about
/// @param cpuPercent share of one core since the last sample; 100 is one core
/// @param maxCpuPercent the highest share seen in this run
/// @param memoryBytes resident memory
/// @param maxMemoryBytes the highest resident memory seen in this run
/// @param processes how many processes
/// @param threads how many threads
/// @param openFiles how many open descriptors
@Api
public record StatsSample(
        String name,
        Instant time,
        int run,
        double cpuPercent,
        double maxCpuPercent,
        long memoryBytes,
        long maxMemoryBytes,
        int processes,
        int threads,
        int openFiles) {}

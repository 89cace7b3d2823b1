package dev.reeve.supervisor.core.kernel;

import dev.reeve.supervisor.api.model.Signal;

import java.time.Instant;
import java.util.Set;

/// A child of ours, from its spawn until nothing of it is left. No method ever reaches a process
/// that
/// is not its own: a process is named by pid and start time, or by a descriptor.
public interface Child {
    /// Its main process.
    long pid();

    /// When it was spawned, by the wall clock; taken before the spawn.
    Instant spawnedAt();

    /// Sends a signal to its process group; without effect where nothing is left of it. TERM is
    /// followed by CONT, so that a stopped process can obey.
    void signal(Signal signal);

    /// Sends KILL to its process group and to every descendant, also those that left the group,
    /// until
    /// none is found. May be called again.
    void kill();

    /// Its main process and every living descendant, as of now.
    Set<Long> processes();

    /// When its main process was started, in clock ticks since boot; 0 where the system does not
    /// say.
    long startTime();

    /// Takes another of its processes for the main one: its end is the run's. How a process ends
    /// that
    /// is not our own child cannot be seen.
    ///
    /// @return false where that is no living process of this child
    boolean follow(long pid);
}

package dev.reeve.supervisor.core.kernel;

import dev.reeve.supervisor.api.model.Signal;

import java.time.Instant;
import java.util.Set;

/// A child of ours, from its spawn until nothing of it is left. No method ever reaches a process
/// that is not its own: a process is named by pid and start time, or by a descriptor.
public interface Child {
    /// Its main process: the one that was spawned, or that which is followed instead.
    long pid();

    /// When it was spawned, by the wall clock; taken before the spawn.
    Instant spawnedAt();

    /// Sends a signal to its process group; without effect where nothing is left of it. TERM is
    /// followed by CONT, so that a stopped process can obey.
    void signal(Signal signal);

    /// Sends KILL to its process group and to every descendant, also those that left the group,
    /// until none is found; of an adopted child that is not our own, what is far from its main
    /// process is found and killed once that has ended. May be called again.
    void kill();

    /// Its main process and every living descendant, as of now. Of an adopted child that is not our
    /// own it takes a look at every process of the system.
    Set<Long> processes();

    /// When its main process was started, in clock ticks since boot (hundredths of a second on
    /// Linux); with the pid it names the process. 0 where the system does not say.
    long startTime();

    /// Takes another of its processes for the main one, as a service asks for that says `MAINPID`:
    /// from now on {@link #pid} is its pid, its end is the run's, and that of the former one is not
    /// told. How it ends is seen only where it is our own child then, which it becomes when it
    /// loses its parent; else it is {@link dev.reeve.supervisor.api.state.Exit.Unseen}. Signals
    /// then go to each of its processes, since the group is not that of the main one.
    ///
    /// @return whether it is the main one now; false where it is no living process of this child,
    ///     and where the main process has ended, whose end then is told as the run's
    boolean follow(long pid);
}

package dev.reeve.supervisor.core.kernel;

import dev.reeve.supervisor.core.kernel.linux.LinuxKernel;
import dev.reeve.supervisor.core.kernel.portable.PortableKernel;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The operating system, as a small port: children, their ends, named pipes.
///
/// All methods may be called by any platform thread; what is told comes on the port's own thread,
/// which must not be held up.
public interface Kernel extends AutoCloseable {
    /// The kernel of this machine: by foreign functions on Linux, elsewhere by what the JDK has.
    ///
    /// @throws IOException where the system refuses what every supervisor needs
    static Kernel system(TimeSource time) throws IOException {
        return LinuxKernel.isHere() ? new LinuxKernel(time) : new PortableKernel(time);
    }

    /// Spawns a child in a session and process group of its own. Blocks for about a fifth of a
    /// millisecond; with settings that only a new thread can have (user, umask, …), a little
    /// longer.
    ///
    /// @param born gets the child, on the calling thread, before anything can be told of it; so
    /// whoever
    ///     passes both on to one queue finds them there in order
    /// @param told gets what happens to the child: first `Ended`, and where that says that
    /// something is
    ///     left, later `Emptied`
    Spawn spawn(SpawnRequest request, Consumer<Child> born, Consumer<ChildEvent> told);

    /// Makes a named pipe (0600); one that is there already is kept.
    ///
    /// @throws IOException where something else has this name, or the system refuses
    void makePipe(Path path) throws IOException;

    /// Reads a named pipe without a thread of its own. Both ends are held open, so that writers may
    /// come and go.
    ///
    /// @param got gets what arrives, in order and by one thread at a time: the port's reading
    /// thread,
    ///     or the one that drains or closes; the buffer is valid during the call
    PipeReading readPipe(Path path, Consumer<ByteBuffer> got) throws IOException;

    /// A pipe that is being read.
    interface PipeReading extends AutoCloseable {
        /// Reads and tells what is in the pipe at this moment; on return it has been told.
        void drain();

        /// Ends the reading; what had arrived by then has been told on return.
        @Override
        void close();
    }

    /// Locks a file, which is made (0600) where it is not there, until the hold is closed or this
    /// process ends. Children do not inherit it.
    ///
    /// @return null where another holds it
    /// @throws IOException where the file cannot be opened
    @Nullable Hold lock(Path file) throws IOException;

    /// A file that is locked.
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /// Living processes whose environment says under `REEVE_RUN` that this instance of the
    /// supervisor has started them (`INSTANCE:SERVICE:RUN`), oldest first; also those whose parents
    /// have ended, but never this process. Missing are those whose environment may not be read
    /// (another user's, where we are not root) or was written over by the program itself; for these
    /// the pid and start time must have been noted. Blocks while it looks at every process of the
    /// system: some ten microseconds for each.
    List<Survivor> survivors(String instance);

    /// What is seen of a process, or null where there is none of this number, or it has ended and
    /// was not reaped.
    @Nullable Sight look(long pid);

    /// Every process that can be seen, but for this one, by number upward. Blocks while it looks.
    List<Sight> lookAtAll();

    /// Watches a process that runs already, as {@link #spawn} does a child; it is found by number
    /// and start time. How it ends is seen only where it is our own child (after {@link #become});
    /// else it is {@link dev.reeve.supervisor.api.state.Exit.Unseen}.
    ///
    /// A child of our own that has ended but was not reaped counts as living, and its end is told
    /// as it was. Where the process has ended otherwise, and others with its token live, these are
    /// watched: `Ended` comes at once, with leftovers. What there is of a process that is not our
    /// child is found among all processes: by descent, by having been seen, by the token, and by
    /// the session and process group where it leads one.
    ///
    /// @return refused where neither the process nor any other with its token lives: no other
    ///     process that got its number is ever taken for it; and where it is watched already, or is
    ///     this process or one it descends from
    Spawn adopt(AdoptRequest request, Consumer<Child> born, Consumer<ChildEvent> told);

    /// Opens a datagram socket for a run. A socket file that nobody holds any more is replaced.
    ///
    /// Dropped are messages of other users than those who may send, of a sender that the system
    /// does not name, and those longer than 64 KiB; descriptors that are sent along are closed.
    ///
    /// @param path where it is to be found, where the system takes so long a path (107 bytes); it
    ///     is for its owner alone, who is `user` if we are root. Else it gets an abstract name,
    ///     another one each time, so that who was told of it before cannot reach the new one
    /// @param user the number of the user who may send besides root and us, or null
    /// @param got gets what arrives, in order, on the port's reading thread
    /// @throws IOException where the system has none, or something else has this name
    MessageSocket openSocket(Path path, @Nullable Long user, Consumer<Datagram> got)
            throws IOException;

    /// The number of a user by name or number, or null where there is none, or none is named.
    @Nullable Long user(@Nullable String name);

    /// A socket that is read.
    interface MessageSocket extends AutoCloseable {
        /// Its address as `NOTIFY_SOCKET` names it: an absolute path, or `@` and a name.
        String address();

        /// Ends the reading and removes the socket.
        @Override
        void close();
    }

    /// Becomes another program, in this process: pid and children stay, no descriptor of ours but
    /// the first three is inherited (so locks are given back), no signal is blocked. All other
    /// threads end where they are, so nothing else is to be under way: no spawn, no writing; what
    /// pipes hold stays in them. Children that end from now on are left for the new program to
    /// reap; those whose end was told are gone. Returns only where that fails, and then all is as
    /// it was.
    ///
    /// @param command an absolute program and its arguments
    /// @param environment the whole environment
    /// @throws IOException the system's own words
    void become(List<String> command, Map<String, String> environment) throws IOException;

    /// Whether children outlive this process with their output intact (named pipes are there).
    boolean hasPipes();

    /// Ends the port's threads. Children are left as they are.
    @Override
    void close();
}

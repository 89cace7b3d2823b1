package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Work.ProcessSettings;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Main;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Marks;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// How a request becomes a child.
final class Births {
    private static final int CLOCK_REALTIME_COARSE = 5;

    private final Children children;
    private final long usualSlack;

    Births(Children children, long usualSlack) {
        this.children = children;
        this.usualSlack = usualSlack;
    }

    /// Spawns a child that nobody watches yet.
    Spawn spawn(SpawnRequest request, Consumer<ChildEvent> told) {
        if (isNone(request.settings())) {
            return opened(request, request.command(), null, told);
        }
        try {
            Identity identity = Identity.wanted(request.settings());
            if (request.settings().limits().isEmpty()) {
                return opened(request, request.command(), settings(request, identity), told);
            }
            int error = Refusal.foreseen(request);
            return error == 0
                    ? opened(
                            request,
                            Wrapped.command(request, identity),
                            settings(request, null),
                            told)
                    : Refusal.of(request, error);
        } catch (Identity.Unknown | Wrapped.Impossible failure) {
            return Refusal.because(request, failure.getMessage(), false);
        }
    }

    /// Not by `equals`: that of a record is made when it is first called, which takes as long as
    /// some hundred spawns.
    private static boolean isNone(ProcessSettings settings) {
        return settings.user() == null
                && settings.group() == null
                && settings.umask() == null
                && settings.nice() == null
                && settings.affinity().isEmpty()
                && settings.limits().isEmpty();
    }

    private static ThreadSettings settings(SpawnRequest request, @Nullable Identity identity) {
        ProcessSettings given = request.settings();
        return new ThreadSettings(identity, given.umask(), given.nice(), given.affinity());
    }

    private Spawn opened(
            SpawnRequest request,
            List<String> command,
            @Nullable ThreadSettings settings,
            Consumer<ChildEvent> told) {
        int stdout = Descriptor.openOutput(request.stdout().toString());
        if (stdout < 0) {
            return Refusal.of(request, "its output `" + request.stdout() + "`", -stdout);
        }
        boolean merged = request.stderr().equals(request.stdout());
        int stderr = merged ? stdout : Descriptor.openOutput(request.stderr().toString());
        try {
            if (stderr < 0) {
                return Refusal.of(request, "its output `" + request.stderr() + "`", -stderr);
            }
            var birth = new Birth(request, command, stdout, stderr, told);
            return settings == null || !settings.needed()
                    ? birth.spawn()
                    : new SettledBirth(birth, settings).spawn();
        } finally {
            Descriptor.close(stdout);
            if (stderr >= 0 && !merged) {
                Descriptor.close(stderr);
            }
        }
    }

    /// The wall clock as the kernel stamps files with it, a few milliseconds behind at times: so a
    /// file made after this moment never looks older (`current_time` in the kernel's `fs/inode.c`).
    private static Instant now() {
        Scratch scratch = Scratch.mine();
        long _ = Libc.system(Abi.CLOCK_GETTIME, CLOCK_REALTIME_COARSE, scratch.room());
        return Instant.ofEpochSecond(
                scratch.bytes.getLong(Scratch.ROOM), scratch.bytes.getLong(Scratch.ROOM + 8));
    }

    /// A spawn that has all it needs.
    final class Birth {
        private final SpawnRequest request;
        private final List<String> command;
        private final int stdout;
        private final int stderr;
        private final Consumer<ChildEvent> told;

        Birth(
                SpawnRequest request,
                List<String> command,
                int stdout,
                int stderr,
                Consumer<ChildEvent> told) {
            this.request = request;
            this.command = command;
            this.stdout = stdout;
            this.stderr = stderr;
            this.told = told;
        }

        SpawnRequest request() {
            return request;
        }

        /// Gives its output to the user it will run as, so that it can open `/dev/stdout` anew.
        void handOutputTo(int user) {
            long _ = Libc.system(Abi.FCHOWN, stdout, user, -1);
            long _ = Libc.system(Abi.FCHOWN, stderr, user, -1);
        }

        /// Spawns by the calling thread, whose settings the child inherits.
        Spawn spawn() {
            int tag = children.newTag();
            Instant at = now();
            Prctl.slack(usualSlack + tag);
            Integer pid =
                    Spawner.mine()
                            .spawn(
                                    command,
                                    request.environment(),
                                    request.directory().toString(),
                                    stdout,
                                    stderr);
            Prctl.slack(usualSlack);
            if (pid == null) {
                return Refusal.because(request, "a word of it holds a NUL", false);
            }
            return pid < 0 ? Refusal.of(request, -pid) : born(pid, at, tag);
        }

        private Spawn born(int pid, Instant at, int tag) {
            int pidfd = (int) Libc.system(Abi.PIDFD_OPEN, pid, 0);
            if (pidfd < 0) {
                undo(pid);
                return Refusal.of(request, "it cannot be watched", -pidfd);
            }
            String token = request.environment().get("REEVE_RUN");
            var main = new Main(pid, pidfd, children.startOf(pid));
            var marks = new Marks(token, tag, pid, pid);
            var child = new LinuxChild(children, main, at, marks, false, told);
            try {
                children.add(child);
            } catch (IOException full) {
                Descriptor.close(pidfd);
                undo(pid);
                return Refusal.because(request, full.getMessage(), true);
            }
            return new Spawn.Spawned(child);
        }

        /// A child that cannot be watched must not live on; nobody else reaps it, so the pid is its
        /// own.
        private void undo(int pid) {
            long _ = Libc.system(Abi.KILL, pid, 9);
            Wait.await(pid);
        }
    }
}

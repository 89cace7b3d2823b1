package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Main;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Marks;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.Consumer;

/// How a process that runs already becomes a child.
final class Adoptions {
    private final Children children;
    private final Family family;
    private final Proc proc;
    private final int self;

    Adoptions(Children children, Family family, Proc proc, int self) {
        this.children = children;
        this.family = family;
        this.proc = proc;
        this.self = self;
    }

    Spawn adopt(AdoptRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        if (isOurAncestor(request.pid())) {
            return refused(request, "it is this supervisor, or what has started it", false);
        }
        Stat seen = lookFor(request);
        int pidfd = seen == null ? -Errno.ESRCH : Descriptor.ofProcess(proc, seen);
        if (pidfd == -Errno.ESRCH) {
            return withoutMain(request, born, told);
        }
        if (seen == null || pidfd < 0) {
            return refused(request, Errno.words(-pidfd), Errno.passes(-pidfd));
        }
        boolean ours = seen.parent() == self;
        var marks =
                new Marks(
                        request.token(),
                        ours ? family.tagOf(seen.pid()) : 0,
                        seen.session() == seen.pid() ? seen.pid() : 0,
                        seen.group() == seen.pid() && seen.pid() != ownGroup() ? seen.pid() : 0);
        var main = new Main(seen.pid(), pidfd, seen.start());
        var child = new LinuxChild(children, main, request.spawnedAt(), marks, !ours, told);
        try {
            boolean _ = children.adopt(child, null);
        } catch (IOException failure) {
            Descriptor.close(pidfd);
            return refused(request, failure.getMessage(), false);
        }
        born.accept(child);
        children.watch(child, null);
        return new Spawn.Spawned(child);
    }

    private Spawn withoutMain(
            AdoptRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        int pid = (int) request.pid();
        Exit known = children.end(Stat.id(pid, request.startTime()));
        Exit exit = known == null ? new Exit.Unseen() : known;
        // Who has a token of ours, or was our child, was begun by us, and so began a session.
        boolean led = (request.token() != null || known != null) && proc.stat(pid) == null;
        var child =
                new LinuxChild(
                        children,
                        new Main(pid, -1, request.startTime()),
                        request.spawnedAt(),
                        new Marks(request.token(), 0, led ? pid : 0, 0),
                        true,
                        told);
        child.lapsed = true;
        try {
            if (!children.adopt(child, exit)) {
                return refused(request, "it has ended", false);
            }
        } catch (IOException failure) {
            return refused(request, failure.getMessage(), false);
        }
        born.accept(child);
        children.watch(child, exit);
        return new Spawn.Spawned(child);
    }

    /// The process that is meant, or null where there is none any more. One that has ended counts
    /// while it is ours to reap.
    private @Nullable Stat lookFor(AdoptRequest request) {
        if (request.pid() <= 1 || request.pid() > Stat.HIGHEST_PID) {
            return null;
        }
        Stat stat = proc.stat((int) request.pid());
        if (stat == null || stat.start() != request.startTime()) {
            return null;
        }
        if (!stat.living()) {
            return stat.parent() == self ? stat : null;
        }
        String token = request.token() == null ? null : proc.token(stat.pid());
        // Some programs write over the environment they began with, so none says nothing.
        return token == null || token.equals(request.token()) ? stat : null;
    }

    private boolean isOurAncestor(long pid) {
        Stat at = proc.stat(self);
        while (at != null && at.pid() != pid) {
            at = at.parent() == 0 ? null : proc.stat(at.parent());
        }
        return at != null;
    }

    private int ownGroup() {
        Stat own = proc.stat(self);
        return own == null ? 0 : own.group();
    }

    private static Spawn refused(AdoptRequest request, @Nullable String why, boolean passing) {
        return new Spawn.Refused("cannot watch process " + request.pid() + ": " + why, passing);
    }
}

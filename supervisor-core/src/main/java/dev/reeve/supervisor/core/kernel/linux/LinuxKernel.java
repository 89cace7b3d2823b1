package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.Survivor;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The kernel of Linux: posix_spawn, one thread for all ends, one for all pipes.
///
/// A process's environment may name the run it belongs to under `REEVE_RUN`, differently for each
/// run; by it a process is found that has left its session.
public final class LinuxKernel implements Kernel {
    private static final int PIPE = 0010000 | 0600;

    /// LOCK_EX and LOCK_NB.
    private static final int LOCK_NOW = 2 | 4;

    private final Births births;
    private final Children children;
    private final Adoptions adoptions;
    private final Sights sights;
    private final ExitWatch exits;
    private final Thread thread;
    private @Nullable PipeReader pipes;
    private boolean closed;

    /// @throws IOException where the system has no descriptors or memory left
    public LinuxKernel(TimeSource time) throws IOException {
        int self = (int) ProcessHandle.current().pid();
        var proc = new Proc(self);
        var epoll = new Epoll();
        Prctl.becomeReaper();
        long slack = Prctl.usualSlack();
        var family = new Family(proc, self, slack);
        children = new Children(epoll, proc, family, new Strays(proc, time));
        adoptions = new Adoptions(children, family, proc, self);
        sights = new Sights(proc);
        births = new Births(children, slack);
        exits = new ExitWatch(epoll, children, time);
        thread = Thread.ofPlatform().name("kernel").daemon(true).unstarted(exits);
        thread.start();
    }

    /// Whether this is the right kernel for this machine.
    public static boolean isHere() {
        return System.getProperty("os.name", "").equals("Linux")
                && Abi.known()
                && Spawner.possible();
    }

    @Override
    public Spawn spawn(SpawnRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        Spawn spawn = births.spawn(request, told);
        if (spawn instanceof Spawn.Spawned(Child child)) {
            born.accept(child);
            children.watch((LinuxChild) child, null);
        }
        return spawn;
    }

    @Override
    public void makePipe(Path path) throws IOException {
        String name = path.toString();
        long result = Libc.system(Abi.MKNODAT, Abi.AT_FDCWD, Scratch.mine().path(name), PIPE, 0);
        if (result == -Errno.EEXIST && Descriptor.isPipe(name)) {
            return;
        }
        Errno.check("make the named pipe `" + path + "`", result);
    }

    @Override
    public PipeReading readPipe(Path path, Consumer<ByteBuffer> got) throws IOException {
        return pipes().read(path, got);
    }

    /// By flock(2): a lock of fcntl(2), which the JDK's are, is lost as soon as anyone in this
    /// process opens the file once more and closes it.
    @Override
    public @Nullable Hold lock(Path file) throws IOException {
        String cannot = "lock `" + file + "`";
        int flags = Abi.O_RDWR | Abi.O_CREAT | Abi.O_NOFOLLOW;
        int opened = (int) Errno.check(cannot, Descriptor.open(file.toString(), flags, 0600));
        long result = Libc.system(Abi.FLOCK, opened, LOCK_NOW);
        if (result == 0) {
            return () -> Descriptor.close(opened);
        }
        Descriptor.close(opened);
        if (result != -Errno.EAGAIN) {
            Errno.check(cannot, result);
        }
        return null;
    }

    @Override
    public List<Survivor> survivors(String instance) {
        return sights.survivors(instance);
    }

    @Override
    public @Nullable Sight look(long pid) {
        return pid > 0 && pid <= Stat.HIGHEST_PID ? sights.of((int) pid) : null;
    }

    @Override
    public List<Sight> lookAtAll() {
        return sights.all();
    }

    @Override
    public Spawn adopt(AdoptRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        return adoptions.adopt(request, born, told);
    }

    @Override
    public @Nullable Long user(@Nullable String name) {
        return name == null ? null : Identity.user(name);
    }

    @Override
    public MessageSocket openSocket(Path path, @Nullable Long user, Consumer<Datagram> got)
            throws IOException {
        return pipes().receive(path, user, got);
    }

    @Override
    public void become(List<String> command, Map<String, String> environment) throws IOException {
        children.become(command, environment);
    }

    @Override
    public boolean hasPipes() {
        return true;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        exits.close();
        if (pipes != null) {
            pipes.close();
        }
        Threads.join(thread);
        Prctl.ceaseToReap();
    }

    private synchronized PipeReader pipes() throws IOException {
        if (closed) {
            throw new IOException("the kernel is closed");
        }
        if (pipes == null) {
            pipes = new PipeReader();
        }
        return pipes;
    }
}

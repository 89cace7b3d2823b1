package dev.reeve.supervisor.launcher.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process of a supervisor on this machine, which is no child of ours.
///
/// A process that has ended stays in the table of processes until its parent asks how it did. Who
/// starts a supervisor and asks only after `reeve down` would wait for what waits for it, and in
/// many a container the first process never asks. So what is left then counts as ended.
public final class SupervisorProcess {
    private static final int PAUSE_MILLIS = 10;

    private final ProcessHandle handle;

    private SupervisorProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /// The process with this number, if there is one.
    public static Optional<SupervisorProcess> of(long pid) {
        return ProcessHandle.of(pid).map(SupervisorProcess::new);
    }

    /// Waits until it has ended. It looks again and again: the JDK does nothing else for a process
    /// that is no child, only more seldom, and the foreign functions by which the kernel would tell
    /// take longer to load than a supervisor takes to end.
    public void awaitEnd() {
        try {
            while (handle.isAlive() && !isLeftOver()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether nothing but its entry in the table is there.
    private boolean isLeftOver() {
        try {
            // proc_pid_stat(5): pid, name in parentheses, state; a name may hold parentheses, too
            String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return false; // the next look at the handle says so
        }
    }
}

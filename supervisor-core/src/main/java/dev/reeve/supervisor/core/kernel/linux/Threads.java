package dev.reeve.supervisor.core.kernel.linux;

/// Waiting for threads that end soon, whatever happens meanwhile.
final class Threads {
    private Threads() {}

    /// Waits for the end of a thread; an interrupt waits, too.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

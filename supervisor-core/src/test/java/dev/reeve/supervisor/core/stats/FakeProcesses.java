package dev.reeve.supervisor.core.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like `/proc`, with 100 ticks a second and pages of 4 KiB.
final class FakeProcesses {
    private final Path proc;

    FakeProcesses(Path proc) throws IOException {
        this.proc = proc;
        upFor(50);
    }

    /// Says how many seconds the machine has been up.
    void upFor(double seconds) throws IOException {
        Files.writeString(proc.resolve("uptime"), seconds + " 1.00\n");
    }

    /// A process, or what became of it.
    void process(long pid, long startTicks, long ownTicks, long waitedTicks, long pages)
            throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                pid
                        + " (a) b (c)) S 1 1 1 0 -1 4194304 9 9 9 9 "
                        + ownTicks
                        + " 0 "
                        + waitedTicks
                        + " 0 20 0 3 0 "
                        + startTicks
                        + " 999 "
                        + pages
                        + " 18446744073709551615\n");
        Files.writeString(folder.resolve("statm"), "999 " + pages + " 1 1 0 1 0\n");
    }

    /// A process is gone.
    void gone(long pid) throws IOException {
        Path folder = proc.resolve(Long.toString(pid));
        Files.delete(folder.resolve("stat"));
        Files.delete(folder.resolve("statm"));
        Files.delete(folder);
    }
}

package dev.reeve.supervisor.core.stats;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux tells of processes in `/proc`. Three reads a process, about 50 microseconds. On other
/// systems there is no such folder, and no process to be seen.
final class ProcessFiles {
    /// Keys of the auxiliary vector (getauxval(3)).
    private static final long AT_PAGESZ = 6;

    private static final long AT_CLKTCK = 17;

    private final Path proc;
    private final long pageBytes;
    private final long ticksPerSecond;

    /// @param proc where that file system is
    ProcessFiles(Path proc) {
        this.proc = proc;
        this.pageBytes = fromKernel(AT_PAGESZ, 4096);
        this.ticksPerSecond = fromKernel(AT_CLKTCK, 100);
    }

    /// How many clock ticks there are in a second.
    long ticksPerSecond() {
        return ticksPerSecond;
    }

    /// Looks at one process; null where it is gone.
    @Nullable ProcessUsage read(long pid) {
        Path folder = proc.resolve(Long.toString(pid));
        try {
            String stat = text(folder.resolve("stat"));
            // The second field is the program's name in brackets, which may hold blanks and
            // brackets; from the last bracket on, all is numbers but the state (proc_pid_stat(5)).
            // The field that the manual calls n is at n - 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            long waited = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            return new ProcessUsage(
                    pid,
                    Long.parseLong(fields[19]),
                    own,
                    own + waited,
                    ended ? 0 : residentPages(folder) * pageBytes,
                    Integer.parseInt(fields[17]),
                    ended ? 0 : openFiles(folder.resolve("fd")),
                    ended);
        } catch (IOException gone) {
            return null;
        }
    }

    /// How long the machine has been up, in clock ticks.
    long uptimeTicks() {
        try {
            String uptime = text(proc.resolve("uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return (long) (seconds * ticksPerSecond);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /// The second field of `statm` (proc_pid_statm(5)).
    private static long residentPages(Path folder) throws IOException {
        String statm = text(folder.resolve("statm"));
        int from = statm.indexOf(' ') + 1;
        return Long.parseLong(statm.substring(from, statm.indexOf(' ', from)));
    }

    /// Since Linux 6.2 the folder's size is the number of its entries; before, it is 0 and they
    /// have to be counted.
    private static int openFiles(Path folder) {
        try {
            long size = Files.size(folder);
            return size > 0 ? Math.toIntExact(size) : count(folder);
        } catch (IOException hidden) {
            return 0;
        }
    }

    private static int count(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path _ : entries) {
                count++;
            }
        } catch (DirectoryIteratorException gone) {
            throw gone.getCause();
        }
        return count;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private long fromKernel(long wanted, long otherwise) {
        try {
            byte[] vector = Files.readAllBytes(proc.resolve("self/auxv"));
            LongBuffer pairs =
                    ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder()).asLongBuffer();
            while (pairs.remaining() >= 2) {
                long key = pairs.get();
                long value = pairs.get();
                if (key == wanted) {
                    return value;
                }
            }
            return otherwise;
        } catch (IOException notLinux) {
            return otherwise;
        }
    }
}

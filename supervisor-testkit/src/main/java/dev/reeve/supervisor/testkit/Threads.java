package dev.reeve.supervisor.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The threads that live at one moment, platform and virtual ones, to see later who was left
/// behind.
public final class Threads {
    /// A thread in the JDK's dump: its number, and its name a few lines on.
    private static final Pattern THREAD =
            Pattern.compile("\"tid\": \"(\\d+)\",[^{}]*?\"name\": \"([^\"]*)\"");

    /// What the JDK itself starts when it is first needed, and keeps.
    private static final Pattern OF_THE_JDK =
            Pattern.compile(
                    "ForkJoinPool.*|VirtualThread-.*|.*Poller.*|process"
                            + " reaper.*|Common-Cleaner|Finalizer|Reference Handler|Signal"
                            + " Dispatcher|Notification Thread|Attach"
                            + " Listener|CompletableFutureDelayScheduler|surefire-.*|Cleaner-.*");

    private final Map<Long, String> there;

    private Threads(Map<Long, String> there) {
        this.there = there;
    }

    /// Those that live now.
    public static Threads now() {
        return new Threads(living());
    }

    /// Fails if, once this time is over, any thread lives that was not there at the beginning.
    public void assertNobodyElseAfter(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Map<Long, String> others = others();
        while (!others.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            others = others();
        }
        Assertions.assertEquals(Map.of(), others, "threads left behind");
    }

    private Map<Long, String> others() {
        Map<Long, String> others = living();
        others.keySet().removeAll(there.keySet());
        return others;
    }

    /// By the JDK's own dump, because nothing else tells of virtual threads.
    private static Map<Long, String> living() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path file = folder.resolve("dump.json");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
                return parse(Files.readString(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException noDump) {
            throw new IllegalStateException("cannot list the threads", noDump);
        }
    }

    private static Map<Long, String> parse(String dump) {
        Map<Long, String> found = new HashMap<>();
        Matcher thread = THREAD.matcher(dump);
        while (thread.find()) {
            if (!OF_THE_JDK.matcher(thread.group(2)).matches()) {
                found.put(Long.valueOf(thread.group(1)), thread.group(2));
            }
        }
        return found;
    }
}

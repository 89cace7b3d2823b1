package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.core.time.TimeSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Samples of what services use, and the highest figures of each one's run. Costs nothing until
/// somebody asks. All methods may be called by any thread.
public final class StatsBoard {
    /// Somebody who asks wants to know about now, not about the hours since the last question.
    private static final Duration NOW = Duration.ofSeconds(10);

    private final TimeSource time;
    private final ProcessFiles files;
    private final Map<String, Maxima> highest = new ConcurrentHashMap<>();
    private final StatsView asked;

    /// A board for the processes of this machine.
    public StatsBoard(TimeSource time) {
        this(time, Path.of("/proc"));
    }

    StatsBoard(TimeSource time, Path proc) {
        this.time = time;
        this.files = new ProcessFiles(proc);
        this.asked = new StatsView(time, files, this, NOW);
    }

    /// A sample of a service. May block for a tenth of a second, because a share of processor time
    /// takes two looks. For a service that does not run, give no processes: the figures are 0, and
    /// the highest are those of its last run.
    public StatsSample sample(String service, Running running) throws InterruptedException {
        return samples(Map.of(service, running)).getFirst();
    }

    /// Samples of several services, in the order of their names, in the time of one.
    public List<StatsSample> samples(Map<String, Running> services) throws InterruptedException {
        return asked.samples(services);
    }

    /// What services use, by one look at each: no shares of time, and no waiting for them.
    public Map<String, Usage> usage(Map<String, Running> services) {
        Map<String, Usage> usage = new TreeMap<>();
        services.forEach((name, running) -> usage.put(name, usage(running.processes().get())));
        return usage;
    }

    /// What these processes use together.
    public Usage usage(Set<Long> pids) {
        var seen = pids.stream().map(files::read).filter(Objects::nonNull).toList();
        var tree = TreeUsage.of(time.nanos(), 0, seen);
        return new Usage(
                (double) tree.ticks() / files.ticksPerSecond(),
                tree.memoryBytes(),
                tree.living(),
                tree.threads(),
                tree.openFiles());
    }

    /// Forgets a service that is there no more.
    public void forget(String service) {
        highest.remove(service);
        asked.forget(service);
    }

    /// The looks of an observer that comes at regular intervals.
    StatsView view() {
        return new StatsView(time, files, this, Duration.ofDays(1));
    }

    /// Takes note of the figures of a sample.
    ///
    /// @return the highest of its run so far
    Maxima highest(String service, Maxima sample) {
        return highest.merge(service, sample, Maxima::with);
    }
}

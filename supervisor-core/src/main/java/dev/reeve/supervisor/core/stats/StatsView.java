package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What one observer has seen of services. A share of processor time is one between two looks, so
/// each observer keeps its own last looks: else one that looks often would spoil the samples of one
/// that looks seldom. May be used by any thread.
final class StatsView {
    /// Clock ticks are 10 ms long; over a shorter time, a share of them says little.
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final TimeSource time;
    private final ProcessFiles files;
    private final StatsBoard board;
    private final Duration longest;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /// @param longest how old an earlier look may be to be of use
    StatsView(TimeSource time, ProcessFiles files, StatsBoard board, Duration longest) {
        this.time = time;
        this.files = files;
        this.board = board;
        this.longest = longest;
    }

    /// A sample of each, in the order of their names. Where one was never looked at, or just now,
    /// this takes a tenth of a second, in which all of them are waited for together.
    List<StatsSample> samples(Map<String, Running> services) throws InterruptedException {
        Map<String, Look> earlier = new TreeMap<>();
        long wait = 0;
        for (var service : services.entrySet()) {
            Look look = earlier(service.getKey(), service.getValue());
            earlier.put(service.getKey(), look);
            wait = Math.max(wait, look.waitAt(time.nanos()));
        }
        if (wait > 0) {
            time.sleep(Duration.ofNanos(wait));
        }
        List<StatsSample> samples = new ArrayList<>();
        earlier.forEach(
                (service, look) ->
                        samples.add(
                                sample(
                                        service,
                                        Objects.requireNonNull(services.get(service)),
                                        look)));
        if (Thread.interrupted()) {
            // What is read by an interrupted thread is missing in the sums.
            throw new InterruptedException();
        }
        return samples;
    }

    /// Forgets a service that is there no more.
    void forget(String service) {
        looks.remove(service);
    }

    private Look earlier(String service, Running running) {
        @Nullable Look last = looks.get(service);
        if (last != null
                && last.run == running.run()
                && time.nanos() - last.tree.nanos() <= longest.toNanos()) {
            return last;
        }
        return look(service, running);
    }

    private Look look(String service, Running running) {
        Set<Long> pids = running.processes().get();
        long uptime = files.uptimeTicks();
        var seen = pids.stream().map(files::read).filter(Objects::nonNull).toList();
        Look look = new Look(running.run(), TreeUsage.of(time.nanos(), uptime, seen));
        looks.put(service, look);
        return look;
    }

    private StatsSample sample(String service, Running running, Look earlier) {
        TreeUsage tree = look(service, running).tree;
        double seconds = (tree.nanos() - earlier.tree.nanos()) / 1e9;
        double ticks = (double) tree.ticksSince(earlier.tree) / files.ticksPerSecond();
        double cpu = seconds > 0 ? 100 * ticks / seconds : 0;
        Maxima highest = board.highest(service, new Maxima(running.run(), cpu, tree.memoryBytes()));
        return new StatsSample(
                service,
                time.now(),
                running.run(),
                cpu,
                highest.cpuPercent(),
                tree.memoryBytes(),
                highest.memoryBytes(),
                tree.living(),
                tree.threads(),
                tree.openFiles());
    }

    /// One look at one run.
    private record Look(int run, TreeUsage tree) {
        /// How long to wait until a second look makes sense; not at all for nothing.
        long waitAt(long nanos) {
            return tree.processes().isEmpty()
                    ? 0
                    : Math.max(0, SHORTEST.toNanos() - (nanos - tree.nanos()));
        }
    }
}

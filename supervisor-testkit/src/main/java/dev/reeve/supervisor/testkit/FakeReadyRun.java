package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.Message;
import dev.reeve.supervisor.api.spi.Messages;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.Report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A run without a child: its process is the test's own, unless told otherwise. Pipes are real
/// ones. Time is real, too, unless the test brings a clock: then a pause takes no time, and moves
/// that clock.
public final class FakeReadyRun implements ReadyRun {
    private final String service;
    private final int run;
    private final Path directory;
    private final InstantSource clock;
    private final Instant spawnedAt;
    private final AtomicInteger looks = new AtomicInteger();
    private final List<LogLine> written = new ArrayList<>();
    private final List<FakeStream.OfLines> readers = new ArrayList<>();
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private volatile Set<Long> processes = Set.of(ProcessHandle.current().pid());

    /// A run that is spawned now.
    public FakeReadyRun(String service, int run, Path directory) {
        this(service, run, directory, InstantSource.system());
    }

    /// A run that is spawned when this clock says.
    public FakeReadyRun(String service, int run, Path directory, FakeClock clock) {
        this(service, run, directory, (InstantSource) clock);
    }

    private FakeReadyRun(String service, int run, Path directory, InstantSource clock) {
        this.service = service;
        this.run = run;
        this.directory = directory;
        this.clock = clock;
        spawnedAt = clock.instant();
    }

    /// Says which processes belong to it from now on.
    public void processesAre(Long... pids) {
        processes = Set.of(pids);
    }

    /// How often its strategy has looked and then paused.
    public int looks() {
        return looks.get();
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public int run() {
        return run;
    }

    @Override
    public long pid() {
        return processes.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    @Override
    public Instant spawnedAt() {
        return spawnedAt;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(20);
    }

    @Override
    public void pause() throws InterruptedException {
        looks.incrementAndGet();
        if (!(clock instanceof FakeClock fake)) {
            Thread.sleep(interval());
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        fake.advance(interval());
    }

    @Override
    public Set<Long> processes() {
        return processes;
    }

    @Override
    public PipeReader openPipe(Path path) throws IOException {
        return new NamedPipe(path);
    }

    /// It writes this line now.
    public void writes(String text) {
        writes("stdout", text);
    }

    /// It writes this line now, to `stdout` or `stderr`.
    public void writes(String stream, String text) {
        LogLine line = new LogLine(service, run, stream, clock.instant(), text);
        synchronized (written) {
            written.add(line);
            readers.forEach(reader -> reader.offer(line));
        }
    }

    /// Its output ends, as that of a process that has ended does.
    public void writesNoMore() {
        synchronized (written) {
            readers.forEach(FakeStream::end);
        }
    }

    /// This message comes to its socket now.
    public void says(Message message) {
        messages.add(message);
    }

    /// What was reported of it so far.
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    @Override
    public LogStream output() {
        FakeStream.OfLines reader = new FakeStream.OfLines(_ -> true, FakeStream.ROOM);
        synchronized (written) {
            written.forEach(reader::offer);
            readers.add(reader);
        }
        return reader;
    }

    @Override
    public Messages messages() {
        return messages::take;
    }

    @Override
    public void report(Report report) {
        reports.add(report);
    }
}

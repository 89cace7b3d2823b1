package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.Messages;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A run as its ready strategy sees it.
record SeenRun(
        String service, int run, Child child, Path directory, Duration interval, Kernel kernel)
        implements ReadyRun {
    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public Instant spawnedAt() {
        return child.spawnedAt();
    }

    @Override
    public void pause() throws InterruptedException {
        Thread.sleep(interval);
    }

    @Override
    public Set<Long> processes() {
        return child.processes();
    }

    @Override
    public PipeReader openPipe(Path path) throws IOException {
        return new NamedPipe(path, interval, kernel);
    }

    @Override
    public LogStream output() {
        throw new IllegalStateException("has not said that it reads the output");
    }

    @Override
    public Messages messages() {
        throw new IllegalStateException("no socket was made for this run");
    }

    @Override
    public void report(Report report) {}
}

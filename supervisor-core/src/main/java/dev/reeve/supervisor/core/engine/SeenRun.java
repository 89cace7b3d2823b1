package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.Message;
import dev.reeve.supervisor.api.spi.Messages;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A run as its ready strategy or its health check sees it.
///
/// @param output what it prints, for whoever has said that he reads it; else null
record SeenRun(
        ActiveRun active, Child child, Duration interval, @Nullable LogStream output, Kernel kernel)
        implements ReadyRun {
    @Override
    public String service() {
        return active.plan().name();
    }

    @Override
    public int run() {
        return active.run();
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public Instant spawnedAt() {
        return child.spawnedAt();
    }

    @Override
    public Path directory() {
        return switch (active.plan().spec().work()) {
            case Work.ChildProcess process -> process.directory();
            case Work.Session _, Work.Other _ ->
                    throw new IllegalStateException(service() + " is no process");
        };
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
    public LogStream output() {
        if (output == null) {
            throw new IllegalStateException("has not said that it reads the output");
        }
        return output;
    }

    @Override
    public Messages messages() {
        if (!active.hasSocket()) {
            throw new IllegalStateException("no socket was made for this run");
        }
        return () -> message(active.messages().take());
    }

    @Override
    public void report(Report report) {
        active.report(report);
    }

    @Override
    public PipeReader openPipe(Path path) throws IOException {
        return new NamedPipe(path, interval, kernel);
    }

    private Message message(Datagram came) {
        return new Message(
                came.text(),
                came.pid(),
                came.user(),
                came.pid() == pid() || processes().contains(came.pid()));
    }
}

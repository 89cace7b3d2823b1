package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionException;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// An opening for tests of session backends: remembers what it is told.
public final class FakeOpening implements Opening {
    private final ServiceKey service;
    private final Supervisor supervisor;
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Report> unread = new LinkedBlockingQueue<>();
    private final CompletableFuture<SessionException> lost = new CompletableFuture<>();

    /// The first opening of the session `s`, beside no other service.
    public FakeOpening() {
        this("s", new FakeSupervisor());
    }

    /// The first opening of a session, beside what that supervisor has.
    public FakeOpening(String name, Supervisor supervisor) {
        this.service = new ServiceKey("session", "manifest", name);
        this.supervisor = supervisor;
    }

    @Override
    public ServiceKey service() {
        return service;
    }

    @Override
    public int run() {
        return 1;
    }

    @Override
    public Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public void report(Report report) {
        reports.add(report);
        unread.add(report);
    }

    @Override
    public void lost(SessionException why) {
        lost.complete(why);
    }

    /// All that was told so far.
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /// What is told next, in the order of the telling; each comes once.
    public BlockingQueue<Report> told() {
        return unread;
    }

    /// Comes to the first loss that is told.
    public CompletableFuture<SessionException> lost() {
        return lost;
    }
}

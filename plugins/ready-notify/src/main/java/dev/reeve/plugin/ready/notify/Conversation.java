package dev.reeve.plugin.ready.notify;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.Report;

import java.time.Duration;
import java.util.Optional;

/// What one run says, from its spawn to its end; and what that means to the supervisor
/// (sd_notify(3)). For one thread at a time.
final class Conversation {
    private final ReadyRun run;
    private final Pace pace = new Pace();
    private Optional<Duration> watchdog;
    private boolean ready;
    private boolean reloading;

    /// Whether the supervisor knows that it reloads.
    private boolean told;

    private String status = "";

    private Conversation(ReadyRun run, Optional<Duration> watchdog, boolean ready) {
        this.run = run;
        this.watchdog = watchdog;
        this.ready = ready;
    }

    /// With one that is not ready yet.
    ///
    /// @param watchdog how often it must say that it is alive, once it is ready
    static Conversation before(ReadyRun run, Optional<Duration> watchdog) {
        return new Conversation(run, watchdog, false);
    }

    /// With one that was ready already when we came.
    static Conversation after(ReadyRun run, Optional<Duration> watchdog) {
        watchdog.ifPresent(silence -> run.report(new Report.Watchdog(silence)));
        return new Conversation(run, watchdog, true);
    }

    /// The number of the run.
    int of() {
        return run.run();
    }

    boolean ready() {
        return ready;
    }

    /// In words, why it is not ready.
    String words() {
        return status.isEmpty()
                ? "it has not said READY=1"
                : "it has not said READY=1; its status: " + status;
    }

    /// Takes one message, with any number of lines. What else they may say (`FDSTORE`, `ERRNO`,
    /// `EXIT_STATUS`, `BUSERROR`, `MONOTONIC_USEC`, `BARRIER`, …) asks for nothing that is done
    /// here.
    void hears(String text) throws InterruptedException {
        boolean saysReady = false;
        for (Assignment said : Assignment.in(text)) {
            switch (said.name()) {
                case "READY" -> saysReady |= said.isOne();
                case "STATUS" -> status(said.words());
                case "RELOADING" -> reloading |= said.isOne();
                case "STOPPING" -> tellIf(said.isOne(), new Report.Leaving());
                case "MAINPID" -> mainProcess(said);
                case "EXTEND_TIMEOUT_USEC" -> {
                    if (said.micros().isPresent()) {
                        tell(new Report.MoreTime(said.micros().get()));
                    }
                }
                case "WATCHDOG_USEC" -> watchdog(said);
                case "WATCHDOG" -> alive(said);
                default -> {}
            }
        }
        if (ready) {
            reloaded(saysReady);
        } else if (saysReady) {
            becomesReady();
        }
    }

    /// Some say that they reload before they are ready at all (haproxy): that is part of starting.
    private void becomesReady() throws InterruptedException {
        ready = true;
        reloading = false;
        if (watchdog.isPresent()) {
            tell(new Report.Watchdog(watchdog.get()));
        }
    }

    private void reloaded(boolean saysReady) throws InterruptedException {
        if (reloading && !told) {
            tell(new Report.Reloading());
            told = true;
        }
        if (saysReady && told) {
            tell(new Report.Reloaded());
            reloading = false;
            told = false;
        }
    }

    private void status(String words) throws InterruptedException {
        if (!words.equals(status)) {
            status = words;
            tell(new Report.Status(words));
        }
    }

    private void mainProcess(Assignment said) throws InterruptedException {
        long pid = said.number().orElse(0);
        // 1 is init, and nobody's; systemd refuses it, too.
        tellIf(
                pid > 1 && pid <= Integer.MAX_VALUE && pid != run.pid(),
                new Report.MainProcess(pid));
    }

    private void watchdog(Assignment said) throws InterruptedException {
        if (said.micros().isPresent()) {
            watchdog = said.micros();
            tellIf(ready, new Report.Watchdog(watchdog.get()));
        }
    }

    private void alive(Assignment said) throws InterruptedException {
        if (said.value().equals("trigger")) {
            tell(new Report.Trouble("it has triggered its watchdog itself"));
        } else {
            tellIf(said.isOne(), new Report.Alive());
        }
    }

    private void tellIf(boolean meant, Report report) throws InterruptedException {
        if (meant) {
            tell(report);
        }
    }

    private void tell(Report report) throws InterruptedException {
        pace.keep();
        run.report(report);
    }
}

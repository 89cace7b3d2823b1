package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.time.Pace;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// A run as the world knows it: its child, and who is at work for it.
final class ActiveRun {
    /// A run that says more than this without being read is not listened to.
    private static final int MOST_MESSAGES = 1_000;

    /// What says more of a run than this has to wait, and then may say fifty things a second.
    private static final int MOST_REPORTS = 200;

    private static final Duration EACH_REPORT = Duration.ofMillis(20);

    /// How long a plugin may take to say what it needs.
    private static final Duration QUESTION = Duration.ofSeconds(1);

    private volatile ServicePlan plan;
    private final int run;
    private final Consumer<Input> inbox;
    private final Pace pace;
    private final Map<String, String> environment = new HashMap<>();
    private final BlockingQueue<Datagram> messages = new LinkedBlockingQueue<>(MOST_MESSAGES);
    private @Nullable Child child;
    private @Nullable Thread line;
    private @Nullable GuardedCall worker;
    private @Nullable GuardedCall checker;
    private boolean prepared = true;
    private boolean passed;
    private int turn;
    private @Nullable MessageSocket socket;
    private @Nullable LogStream readyOutput;
    private @Nullable LogStream healthOutput;
    private boolean released;

    ActiveRun(ServicePlan plan, int run, Consumer<Input> inbox, TimeSource time) {
        this.plan = plan;
        this.run = run;
        this.inbox = inbox;
        this.pace = new Pace(time, MOST_REPORTS, EACH_REPORT);
    }

    ServicePlan plan() {
        return plan;
    }

    /// Its plugins are others from now on.
    ///
    /// @return who is at work with the ready strategy that it had, and is heard no more, or null
    @SuppressWarnings("ReferenceEquality") // what was made anew is another, whatever it says
    synchronized @Nullable GuardedCall refit(ServicePlan other) {
        boolean another = plan.ready() != other.ready();
        plan = other;
        if (!another) {
            return null;
        }
        prepared = false;
        GuardedCall before = worker;
        if (turn == 0 || before == null || !before.isUnderWay()) {
            return null;
        }
        worker = null;
        turn++;
        return before;
    }

    /// Whether its ready strategy has prepared for it. From now on it has.
    synchronized boolean prepared() {
        boolean was = prepared;
        prepared = true;
        return was;
    }

    /// It is ready.
    synchronized void passes() {
        passed = true;
    }

    synchronized boolean passed() {
        return passed;
    }

    /// Somebody asks its ready strategy from now on, and nobody else.
    synchronized int asks() {
        return ++turn;
    }

    /// Whether who asks it in this turn is still heard.
    synchronized boolean hears(int asking) {
        return turn == asking && !released;
    }

    int run() {
        return run;
    }

    synchronized @Nullable Child child() {
        return child;
    }

    /// What was prepared for the child's environment.
    synchronized Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    synchronized void environment(String name, String value) {
        environment.put(name, value);
    }

    /// Keeps what the run is going to print for those that have said that they read it.
    ///
    /// @param follow begins to keep what a service prints
    void keepOutput(Guard guard, Function<String, LogStream> follow) throws InterruptedException {
        var ready = plan.ready();
        var health = plan.health();
        boolean reads =
                ready != null
                        && Boolean.TRUE.equals(
                                guard.ask(QUESTION, plan.name(), ready, ready::readsOutput));
        boolean looks =
                health != null
                        && Boolean.TRUE.equals(
                                guard.ask(QUESTION, plan.name(), health, health::readsOutput));
        synchronized (this) {
            readyOutput = reads ? follow.apply(plan.name()) : null;
            healthOutput = looks ? follow.apply(plan.name()) : null;
        }
    }

    synchronized @Nullable LogStream readyOutput() {
        return readyOutput;
    }

    synchronized @Nullable LogStream healthOutput() {
        return healthOutput;
    }

    /// Listens to this socket for as long as the run lasts.
    synchronized void listens(MessageSocket opened) {
        if (released) {
            opened.close();
        } else {
            socket = opened;
        }
    }

    /// A message has come. Called by the kernel port's thread.
    void said(Datagram message) {
        messages.offer(message);
    }

    /// The address that its messages come to, or null.
    synchronized @Nullable String address() {
        return socket == null ? null : socket.address();
    }

    synchronized boolean hasSocket() {
        return socket != null;
    }

    BlockingQueue<Datagram> messages() {
        return messages;
    }

    /// The kernel has made the child. The kernel says so before it tells anything of it, so the
    /// engine hears of both in this order.
    void spawned(Child spawned) {
        synchronized (this) {
            child = spawned;
        }
        say(new Observation.Spawned(run, spawned.pid()));
    }

    /// The kernel tells something of the child.
    void told(ChildEvent event) {
        say(
                switch (event) {
                    case ChildEvent.Ended(var exit, boolean leftovers) ->
                            new Observation.Ended(run, exit, leftovers);
                    case ChildEvent.Emptied() -> new Observation.Emptied(run);
                });
    }

    /// The line of its service gets to this run, to be interrupted at its end.
    synchronized boolean begin(Thread thread) {
        line = thread;
        return !released;
    }

    /// A plugin begins to work for this run, to be interrupted at its end.
    synchronized boolean begin(GuardedCall call) {
        worker = call;
        return !released;
    }

    /// The time of whoever works for it is up.
    synchronized void hurry() {
        if (line != null) {
            line.interrupt();
        }
        if (worker != null) {
            worker.timeIsUp();
        }
    }

    /// Somebody begins to look at its health; one at a time, also where one does not end when its
    /// time is up.
    ///
    /// @return false where an earlier look has not ended
    synchronized boolean checks(GuardedCall call) {
        if (released || (checker != null && checker.isUnderWay())) {
            return false;
        }
        checker = call;
        return true;
    }

    /// Who looks at its health, or did last; null before the first.
    synchronized @Nullable GuardedCall checker() {
        return checker;
    }

    /// The run is over.
    void release() {
        synchronized (this) {
            released = true;
            if (line != null) {
                line.interrupt();
            }
            if (worker != null) {
                worker.interrupt();
            }
            if (checker != null) {
                checker.interrupt();
            }
        }
        close(socket);
        close(readyOutput);
        close(healthOutput);
    }

    /// A plugin tells what it has learnt of the run. It waits where it tells too much: the engine
    /// hears all of it, and has others to hear.
    void report(Report report) {
        try {
            pace.step();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return;
        }
        say(new Observation.Reported(run, bounded(report)));
    }

    private static Report bounded(Report report) {
        return switch (report) {
            case Report.Status(String text) -> new Report.Status(Thrown.cut(text));
            case Report.Trouble(String text) -> new Report.Trouble(Thrown.cut(text));
            case Report.Endpoint(String address) -> new Report.Endpoint(Thrown.cut(address));
            case Report.MainProcess _, Report.MoreTime _, Report.Reloading _ -> report;
            case Report.Reloaded _, Report.Leaving _, Report.Watchdog _ -> report;
            case Report.Alive _, Report.Details _ -> report;
        };
    }

    void say(Observation seen) {
        inbox.accept(new Input.Seen(plan.name(), seen));
    }

    private static void close(@Nullable AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception bug) {
            throw new IllegalStateException("cannot close " + one, bug);
        }
    }
}

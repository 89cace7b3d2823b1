package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

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

    private volatile ServicePlan plan;
    private final int run;
    private final Consumer<Input> inbox;
    private final Map<String, String> environment = new HashMap<>();
    private final BlockingQueue<Datagram> messages = new LinkedBlockingQueue<>(MOST_MESSAGES);
    private @Nullable Child child;
    private @Nullable Thread worker;
    private boolean asked;
    private boolean passed;
    private boolean prepared = true;
    private @Nullable Thread checker;
    private @Nullable MessageSocket socket;
    private @Nullable LogStream readyOutput;
    private @Nullable LogStream healthOutput;
    private boolean released;

    ActiveRun(ServicePlan plan, int run, Consumer<Input> inbox) {
        this.plan = plan;
        this.run = run;
        this.inbox = inbox;
    }

    ServicePlan plan() {
        return plan;
    }

    /// Its plugins are others from now on.
    ///
    /// @return whose work another has to go on with: who asks its ready strategy; else null
    synchronized @Nullable Thread refit(ServicePlan other) {
        if (plan.ready() != other.ready()) {
            prepared = false;
        }
        plan = other;
        return !prepared && asked && worker != null && worker.isAlive() ? worker : null;
    }

    /// Its ready strategy is asked from now on.
    ///
    /// @param ready whether it is ready already
    synchronized void asks(boolean ready) {
        asked = true;
        passed |= ready;
    }

    synchronized boolean passed() {
        return passed;
    }

    /// Whether its ready strategy has prepared for it. After this it has.
    synchronized boolean prepared() {
        boolean was = prepared;
        prepared = true;
        return was;
    }

    /// Whether this is who is at work for it.
    synchronized boolean isWorker(Thread thread) {
        return worker == thread && !released;
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
    synchronized void keepOutput(Function<String, LogStream> follow) {
        if (plan.ready() != null && plan.ready().readsOutput()) {
            readyOutput = follow.apply(plan.name());
        }
        if (plan.health() != null && plan.health().readsOutput()) {
            healthOutput = follow.apply(plan.name());
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

    /// Somebody begins to work for this run, to be interrupted at its end.
    synchronized boolean begin(Thread thread) {
        worker = thread;
        return !released;
    }

    /// Whoever works for it shall come to an end.
    synchronized void hurry() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    /// Somebody begins to look at its health; one at a time, also where one does not end when its
    /// time is up.
    ///
    /// @return false where an earlier look has not ended
    synchronized boolean checks(Thread thread) {
        if (released || (checker != null && checker.isAlive())) {
            return false;
        }
        checker = thread;
        return true;
    }

    /// A thread has done its work, or is about to end: an ended thread would still hold the classes
    /// of the plugin that it was for.
    synchronized void left(Thread thread) {
        if (worker == thread) {
            worker = null;
        }
        if (checker == thread && !thread.isAlive()) {
            checker = null;
        }
    }

    synchronized @Nullable Thread checker() {
        return checker;
    }

    /// The run is over.
    void release() {
        synchronized (this) {
            released = true;
            hurry();
            if (checker != null) {
                checker.interrupt();
            }
        }
        close(socket);
        close(readyOutput);
        close(healthOutput);
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

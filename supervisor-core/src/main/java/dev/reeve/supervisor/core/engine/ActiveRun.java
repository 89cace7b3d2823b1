package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A run as the world knows it: its child, and who is at work for it.
final class ActiveRun {
    private final String service;
    private final int run;
    private final Consumer<Input> inbox;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Child child;
    private @Nullable Thread worker;
    private boolean released;

    ActiveRun(String service, int run, Consumer<Input> inbox) {
        this.service = service;
        this.run = run;
        this.inbox = inbox;
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

    /// The run is over.
    synchronized void release() {
        released = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    synchronized boolean released() {
        return released;
    }

    void say(Observation seen) {
        inbox.accept(new Input.Seen(service, seen));
    }
}

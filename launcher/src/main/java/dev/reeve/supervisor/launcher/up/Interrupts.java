package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.House;

import sun.misc.Signal;
import sun.misc.SignalHandler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What signals do to a supervisor: the first INT or TERM begins the ordered stop, the second one
/// kills; HUP reads the manifest again. What comes before the supervisor runs is kept until it
/// does, so that nothing is left behind.
final class Interrupts implements AutoCloseable {
    private final CompletableFuture<House.Running> running = new CompletableFuture<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Consumer<String> tell;
    private final Consumer<String> complain;
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    /// @param tell says a line to the user
    /// @param complain says what went wrong, also to one who wants to hear nothing else
    Interrupts(Consumer<String> tell, Consumer<String> complain) {
        this.tell = tell;
        this.complain = complain;
    }

    /// Takes the signals over.
    void take() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            var signal = new Signal(name);
            before.put(signal, Signal.handle(signal, got -> got(got.getName())));
        }
    }

    /// From now on, signals have somebody to reach.
    void reach(House.Running supervisor) {
        running.complete(supervisor);
    }

    /// A signal came; called by a thread of its own. What is asked for is done before anything is
    /// said, since a terminal may hold up who writes to it.
    void got(String name) {
        if (name.equals("HUP")) {
            var _ = running.thenCompose(Interrupts::reload).thenAccept(this::say);
            return;
        }
        if (count.incrementAndGet() == 1) {
            var _ = running.thenCompose(it -> it.supervisor().shutdown("got SIG" + name));
            tell.accept("got SIG" + name + ": stopping everything in order; once more kills");
        } else {
            var _ = running.thenAccept(House.Running::kill);
            tell.accept("got SIG" + name + " again: killing everything");
        }
    }

    private static CompletableFuture<ReloadAnswer> reload(House.Running running) {
        return running.supervisor().reload(null, false);
    }

    /// What was added, removed and updated is told by an event.
    private void say(ReloadAnswer answer) {
        if (answer.errors().isEmpty() && !answer.success()) {
            complain.accept("reeve: cannot reload: " + answer.error());
        }
        answer.errors().stream().sorted().map(Problem::toString).forEach(complain);
        answer.notes().forEach(tell);
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}

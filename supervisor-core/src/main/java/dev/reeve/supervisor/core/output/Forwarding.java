package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Hands lines to one log forwarder: in order, in batches, again when it fails. Nothing waits for
/// it: while it is slow, lines wait in its queue, and what does not fit is dropped and counted.
public final class Forwarding implements AutoCloseable {
    static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

    /// A line wakes it, and so does the end.
    private static final Duration UNTIL_SOMETHING = Duration.ofHours(1);

    private final Guard guard;
    private final String name;
    private final LogForwarder forwarder;
    private final TimeSource time;
    private final Consumer<String> told;
    private final LogStream lines;
    private final Thread thread;
    private volatile Set<String> services;
    private volatile boolean ending;
    private String lastTold = "";
    private @Nullable GuardedCall before;

    /// Begins.
    ///
    /// @param name what the manifest calls it
    /// @param services whose lines it gets, by bare name
    /// @param told gets what is wrong with it, one line for people; the same thing once, until it
    ///     has gone well again
    public Forwarding(
            Guard guard,
            String name,
            LogForwarder forwarder,
            Set<String> services,
            Output output,
            TimeSource time,
            Consumer<String> told) {
        this.guard = guard;
        this.name = name;
        this.forwarder = forwarder;
        this.services = Set.copyOf(services);
        this.time = time;
        this.told = told;
        this.lines = output.forward(service -> this.services.contains(service));
        this.thread = Thread.ofVirtual().name("forward " + name).start(this::run);
    }

    /// Who gets them.
    public LogForwarder forwarder() {
        return forwarder;
    }

    /// From now on it gets the lines of these.
    public void services(Set<String> others) {
        services = Set.copyOf(others);
    }

    /// What has come is sent if that goes at once, and then it is closed; takes a few seconds at
    /// most. Idempotent.
    @Override
    public void close() {
        ending = true;
        lines.close();
        try {
            if (!thread.join(LAST_MOMENT)) {
                thread.interrupt();
                thread.join(LAST_MOMENT);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!lines.closed()) {
                List<LogLine> batch = batch();
                if (!batch.isEmpty()) {
                    send(batch);
                }
            }
        } catch (InterruptedException closed) {
            // The end.
        }
        try {
            call("close", forwarder::close);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is there, at least one line if one comes.
    private List<LogLine> batch() throws InterruptedException {
        var batch = new ArrayList<LogLine>();
        LogLine line = lines.next(UNTIL_SOMETHING);
        while (line != null) {
            batch.add(line);
            line = batch.size() < BATCH ? lines.next(Duration.ZERO) : null;
        }
        return batch;
    }

    private void send(List<LogLine> batch) throws InterruptedException {
        List<LogLine> lasting = List.copyOf(batch);
        Duration pause = FIRST_PAUSE;
        while (!call("forward", () -> forwarder.forward(lasting)) && !ending) {
            time.sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /// @return whether it went well
    private boolean call(String what, Work work) throws InterruptedException {
        // Not before the call before it has ended, however long that takes.
        boolean free = before == null || !before.isUnderWay();
        while (!free && !ending) {
            free = before == null || before.ends(LONGEST_PAUSE);
        }
        GuardedCall call = guard.call(what, what + " " + name, forwarder, work);
        before = call;
        Outcome outcome = call.within(LIMIT);
        switch (outcome) {
            case Outcome.Done _ -> lastTold = "";
            case Outcome.Failed(String why, boolean _) -> tell("failed: " + why);
            case Outcome.Interrupted(String why) -> tell("failed: " + why);
            case Outcome.Late(String why) -> tell(why);
            case Outcome.Refused(String why) -> tell("gets nothing: " + why);
        }
        return outcome instanceof Outcome.Done;
    }

    private void tell(String text) {
        if (!text.equals(lastTold)) {
            lastTold = text;
            told.accept("log forwarder " + name + " " + text);
        }
    }
}

package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.core.time.TimeSource;
import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/// One process of an external plugin, from its start to its end.
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int LONGEST_COMPLAINT = 1_000;

    private final Launch launch;
    private final TimeSource time;
    private final Limits limits;
    private final BiConsumer<Running, String> lost;
    private final Child child;
    private final Wire wire;
    private final long since;

    /// @param lost told once, on a thread of its own, that it is of no use any more, and why
    /// @throws IOException where it cannot be started; the message says why
    Running(Launch launch, TimeSource time, Limits limits, BiConsumer<Running, String> lost)
            throws IOException {
        this.launch = launch;
        this.time = time;
        this.limits = limits;
        this.lost = lost;
        child = Child.spawn(launch);
        since = time.nanos();
        wire = new Wire(child.output(), child.input(), limits.cancelled(), this::lose);
    }

    /// Says hello, and waits until it does.
    ///
    /// @return whether it has; else it is lost, and that is told
    boolean greets() throws InterruptedException {
        thread(" err", this::complain);
        wire.begin(name(), launch.plugin(), launch.api());
        try {
            wire.hello().get(limits.hello().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            wire.lose("has not said hello within " + Words.seconds(limits.hello()));
            return false;
        } catch (ExecutionException lostBefore) {
            return false;
        }
    }

    Map<String, Object> ask(Map<String, ?> call) throws Refusal, InterruptedException {
        return wire.ask(call);
    }

    /// For how long it has been there, in nanoseconds.
    long age() {
        return time.nanos() - since;
    }

    /// Ends it by and by, and waits for that.
    void end() {
        wire.end();
        child.endWithin(limits.step());
        wire.fail("was ended");
    }

    /// Fails its calls and kills it.
    void kill(String why) {
        wire.fail(why);
        wire.end();
        child.kill();
    }

    private void lose(@Nullable String why) {
        thread(" lost", () -> lost.accept(this, why == null ? child.end() : why));
    }

    private void complain() {
        var complaints =
                new Complaints(time, line -> LOG.info("plugin {}: {}", launch.plugin(), line));
        try (var errors = child.errors()) {
            var lines = new Lines(errors);
            String line;
            do {
                line = lines.text(LONGEST_COMPLAINT);
                complaints.take(line);
            } while (line != null);
        } catch (IOException closed) {
            // So it has ended.
        }
    }

    private String name() {
        return "external " + launch.plugin();
    }

    private void thread(String what, Runnable task) {
        Wire.thread(name() + what, task);
    }
}

package dev.reeve.plugin.ready.log;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.state.Health;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Reads what a service writes, look by look: each reads what has come since the last one, and
/// never
/// waits for more.
final class Reading {
    /// A service that writes faster than is read must not make a look endless.
    private static final int LINES_A_LOOK = 100_000;

    private final Optional<Lines> unhealthy;
    private final Optional<Lines> healthy;
    private final Optional<Duration> maxSilence;
    private final Stream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OfRun reading;

    Reading(LogHealth.Options options) {
        this.unhealthy = options.unhealthy().map(regex -> Lines.matching(regex, "unhealthy"));
        this.healthy = options.healthy().map(regex -> Lines.matching(regex, "healthy"));
        this.maxSilence = options.maxSilence();
        this.stream = options.stream();
    }

    Answer look(ReadyRun run) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            OfRun known = reading;
            if (known == null || known.number != run.run()) {
                if (known != null) {
                    known.lines.close();
                }
                known = new OfRun(run);
                reading = known;
            }
            known.readOn();
            return known.answer();
        } finally {
            lock.unlock();
        }
    }

    /// What was read of one run.
    private final class OfRun {
        private final int number;
        private final LogStream lines;
        private Health health = Health.HEALTHY;
        private String words = "no line has said anything else";

        /// On the monotonic clock: when the last line came, and when was last looked.
        private long lastLine;

        private long lastLook;

        OfRun(ReadyRun run) {
            number = run.run();
            lines = run.output();
            long now = System.nanoTime();
            lastLine = now - Math.max(0, since(run.spawnedAt()));
            lastLook = lastLine;
        }

        void readOn() throws InterruptedException {
            long now = System.nanoTime();
            LogLine line = lines.next(Duration.ZERO);
            for (int count = 0; line != null && count < LINES_A_LOOK; count++) {
                if (stream.holds(line)) {
                    // The wall clock may be set meanwhile, but it did not come before the last
                    // look.
                    long age = line.time() == null ? 0 : since(line.time());
                    lastLine = now - Math.clamp(age, 0, now - lastLook);
                    judge(line.text());
                }
                line = lines.next(Duration.ZERO);
            }
            lastLook = now;
        }

        Answer answer() {
            Duration silence = Duration.ofNanos(System.nanoTime() - lastLine);
            if (maxSilence.filter(most -> silence.compareTo(most) > 0).isPresent()) {
                return new Answer(
                        Health.UNHEALTHY,
                        "it has written nothing for " + silence.toSeconds() + " s");
            }
            return new Answer(health, words);
        }

        private void judge(String text) throws InterruptedException {
            if (unhealthy.isPresent() && unhealthy.get().hold(text)) {
                health = Health.UNHEALTHY;
                words = "it wrote: " + Lines.shown(text);
            } else if (healthy.isPresent() && healthy.get().hold(text)) {
                health = Health.HEALTHY;
                words = "it wrote: " + Lines.shown(text);
            }
        }

        private static long since(Instant moment) {
            return Duration.between(moment, Instant.now()).toNanos();
        }
    }
}

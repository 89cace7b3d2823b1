package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.output.Output;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Takes what programs report of themselves on their standard output: lines that are JSON objects
/// beginning with `{"reeve":`. They stay in the output like every other line. Nobody waits for
/// them: while they come faster than they can be taken, they wait in a bounded queue, and what does
/// not fit is dropped, as for everyone who follows output.
final class Reports implements AutoCloseable {
    private static final String BEGIN = "{\"reeve\":";
    private static final int AT_ONCE = 1_000;
    private static final Duration AT_CLOSE = Duration.ofSeconds(2);

    /// A line wakes it, and so does the end.
    private static final Duration UNTIL_SOMETHING = Duration.ofHours(1);

    private final Supplier<List<Life>> lives;
    private final Supplier<Supervisor> supervisor;
    private final Consumer<String> told;
    private final Map<String, String> wrong = new HashMap<>();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Output output;
    private volatile Set<String> reporting = Set.of();
    private @Nullable LogStream lines;
    private @Nullable Thread thread;

    /// @param told gets what is wrong with a report: the same thing of the same service once, until
    ///     one was right again
    Reports(
            Output output,
            Supplier<List<Life>> lives,
            Supplier<Supervisor> supervisor,
            Consumer<String> told) {
        this.lives = lives;
        this.supervisor = supervisor;
        this.told = told;
        this.output = output;
    }

    /// Definitions may have changed. Begins with the first service that reports: before, output is
    /// not cut into lines for it.
    synchronized void look() {
        reporting =
                lives.get().stream()
                        .filter(life -> life.latest().spec().logs().reports())
                        .map(Life::name)
                        .filter(name -> !Reporting.RESERVED.contains(name))
                        .collect(Collectors.toUnmodifiableSet());
        if (thread == null && !reporting.isEmpty()) {
            LogStream begun = output.forward(service -> reporting.contains(service));
            lines = begun;
            thread = Thread.ofVirtual().name("reports").start(() -> run(begun));
        }
    }

    @Override
    public synchronized void close() {
        if (lines == null || thread == null) {
            return;
        }
        lines.close();
        try {
            if (!thread.join(AT_CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(LogStream lines) {
        try {
            while (!lines.closed()) {
                LogLine line = lines.next(UNTIL_SOMETHING);
                if (line != null
                        && line.stream().equals("stdout")
                        && line.text().startsWith(BEGIN)) {
                    take(line);
                }
            }
        } catch (InterruptedException closed) {
            // The end.
        }
    }

    private void take(LogLine line) throws InterruptedException {
        String service = line.service();
        Report report;
        try {
            report = Report.of(service, line.text());
        } catch (IllegalArgumentException mistake) {
            tell(service, Objects.toString(mistake.getMessage(), "it cannot be read"));
            return;
        }
        room.acquire();
        CompletableFuture<String> refused = report.to(supervisor.get());
        var _ =
                refused.whenComplete(
                        (text, _) -> {
                            room.release();
                            tell(service, text == null ? "" : text);
                        });
    }

    /// @param text what is wrong; empty where it is right
    private void tell(String service, String text) {
        boolean fresh;
        synchronized (wrong) {
            String before = text.isEmpty() ? wrong.remove(service) : wrong.put(service, text);
            fresh = !text.isEmpty() && !text.equals(before);
        }
        if (fresh) {
            told.accept("`" + service + "` has reported what cannot be taken: " + text);
        }
    }
}

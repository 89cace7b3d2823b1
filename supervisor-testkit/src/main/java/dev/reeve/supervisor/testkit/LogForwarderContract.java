package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.spi.LogForwarder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What every log forwarder promises. Extend it, and supply yours.
public abstract class LogForwarderContract {
    private static final Instant MORNING = Instant.parse("2026-01-31T08:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    /// To lay out so many lines takes its time, and nothing interrupts that.
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final int MANY = 1_000;

    @TempDir Path folder;

    /// For those who extend it.
    protected LogForwarderContract() {}

    /// A forwarder, and the place that it sends to.
    public interface Given extends AutoCloseable {
        /// The forwarder; asked for once.
        LogForwarder forwarder() throws Exception;

        /// Waits until so many lines have come, or it is clear that they will not.
        ///
        /// @return the texts of all lines that have come so far, in their order
        List<String> arrived(int atLeast) throws Exception;

        @Override
        void close() throws IOException;
    }

    /// A place that takes lines, to which nothing was sent yet.
    ///
    /// @param directory where it may write, empty at first
    protected abstract Given given(Path directory) throws Exception;

    /// A forwarder to where nobody is, where it can tell that.
    protected Optional<LogForwarder> nobodyThere(Path directory) throws Exception {
        return Optional.empty();
    }

    /// A forwarder whose other side takes a connection and then does nothing, where there can be
    /// one. It gets 6 MB, which should be more than fits into the buffers between.
    protected Optional<LogForwarder> held(Path directory) throws Exception {
        return Optional.empty();
    }

    /// A line that a service has written at a second of the morning.
    protected static LogLine line(String service, String stream, int second, String text) {
        return new LogLine(service, 1, stream, MORNING.plusSeconds(second), text);
    }

    @Test
    void sendsLinesInTheirOrderOverSeveralCalls() throws Exception {
        try (Given given = given(folder);
                LogForwarder forwarder = given.forwarder()) {
            forward(forwarder, List.of(out(1, "one"), out(2, "two")));
            forward(forwarder, List.of(out(3, "three")));
            Assertions.assertEquals(List.of("one", "two", "three"), given.arrived(3));
        }
    }

    @Test
    void whatWasForwardedIsNotLostWithoutAClose() throws Exception {
        try (Given given = given(folder)) {
            LogForwarder forwarder = given.forwarder();
            forward(forwarder, List.of(out(1, "one")));
            Assertions.assertEquals(List.of("one"), given.arrived(1));
            forwarder.close();
        }
    }

    @Test
    void takesAThousandLinesAtOnce() throws Exception {
        List<LogLine> lines = IntStream.range(0, MANY).mapToObj(at -> out(at, "n" + at)).toList();
        try (Given given = given(folder);
                LogForwarder forwarder = given.forwarder()) {
            forward(forwarder, lines);
            Assertions.assertEquals(
                    lines.stream().map(LogLine::text).toList(), given.arrived(MANY));
        }
    }

    /// What services write is no text that anybody has looked at before.
    @Test
    void takesLinesOfAnyKind() throws Exception {
        List<LogLine> strange =
                List.of(
                        out(1, "grüße \ud83d\ude00"),
                        out(2, "\"a\" \\b\\ {c} <d> %s"),
                        out(3, "x".repeat(20_000)),
                        line("web", "stderr", 4, "e"),
                        new LogLine("db", null, "stdout", null, "of an earlier time"));
        try (Given given = given(folder);
                LogForwarder forwarder = given.forwarder()) {
            forward(forwarder, strange);
            forward(forwarder, List.of(out(5, ""), out(6, "\u0000\ud800\t")));
            Assertions.assertTrue(given.arrived(5).size() >= 5, "not all of them have come");
        }
    }

    @Test
    void whereNobodyIsItSaysSoAndMayBeAskedAgain() throws Exception {
        Optional<LogForwarder> nobody = nobodyThere(folder);
        Assumptions.assumeTrue(nobody.isPresent(), "this forwarder cannot tell");
        try (LogForwarder forwarder = nobody.get()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                Task call = Task.start("forward", () -> forwarder.forward(List.of(out(1, "one"))));
                Assertions.assertTrue(call.endsWithin(LONG), "it does not come to an end");
                Throwable failure = call.failure();
                Assertions.assertNotNull(failure, "the lines are lost, and nobody knows");
                Assertions.assertFalse(isBlank(failure.getMessage()), "it does not say why");
            }
        }
    }

    @Test
    void anInterruptEndsACallSoon() throws Exception {
        Optional<LogForwarder> held = held(folder);
        Assumptions.assumeTrue(held.isPresent(), "this forwarder waits for nobody");
        LogForwarder forwarder = held.get();
        List<LogLine> heavy =
                IntStream.range(0, MANY).mapToObj(at -> out(at, "x".repeat(6_000))).toList();
        Task call = Task.start("forward", () -> forwarder.forward(heavy));
        call.assertGoesOnFor(SHORT);
        call.interrupt();
        Assertions.assertTrue(call.endsWithin(BOUND), "still goes on long after an interrupt");
        Assertions.assertNotNull(call.failure(), "it has not done what it should");
        Task.start("close", forwarder::close).assertDoneWithin(LONG);
    }

    @Test
    void closingAgainOrBeforeAnyLineDoesNothing() throws Exception {
        try (Given given = given(folder)) {
            LogForwarder forwarder = given.forwarder();
            Task.start("close", forwarder::close).assertDoneWithin(LONG);
            Task.start("close", forwarder::close).assertDoneWithin(LONG);
        }
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        try (Given given = given(folder)) {
            Threads before = Threads.now();
            LogForwarder forwarder = given.forwarder();
            forward(forwarder, List.of(out(1, "one")));
            Task.start("close", forwarder::close).assertDoneWithin(LONG);
            before.assertNobodyElseAfter(SOON);
        }
    }

    private static void forward(LogForwarder forwarder, List<LogLine> lines) {
        Task.start("forward", () -> forwarder.forward(lines)).assertDoneWithin(LONG);
    }

    private static LogLine out(int second, String text) {
        return line("web", "stdout", second, text);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}

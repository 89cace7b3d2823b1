package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;

/// What every control server promises. Extend it, and supply yours.
public abstract class ControlServerContract {
    private static final Duration BOUND = Duration.ofSeconds(5);

    @TempDir protected Path folder;

    /// For those who extend it.
    protected ControlServerContract() {}

    /// A server that serves at one and the same address whenever this is called with one directory.
    ///
    /// @param directory where it may put a socket; the path is short enough for one
    protected abstract ControlServer server(Path directory) throws Exception;

    /// The supervisor to be served.
    protected abstract Supervisor supervisor();

    /// Whether a new client of the server in this directory gets an answer.
    protected abstract boolean answers(Path directory);

    /// A client that has come and says nothing; closing lets it go.
    protected abstract Closeable idleClient(Path directory) throws Exception;

    @Test
    void answersOnceItServesAndNotAfterItIsClosed() throws Exception {
        AutoCloseable serving = server(folder).serve(supervisor());
        Assertions.assertTrue(answers(folder), "no answer although it serves");
        serving.close();
        Assertions.assertFalse(answers(folder), "an answer although it is closed");
    }

    @Test
    void closingAgainDoesNothing() throws Exception {
        AutoCloseable serving = server(folder).serve(supervisor());
        serving.close();
        serving.close();
    }

    @Test
    void closingIsBoundedAlsoWhileAClientIsIdle() throws Exception {
        AutoCloseable serving = server(folder).serve(supervisor());
        try (Closeable _ = idleClient(folder)) {
            Task.start("close", serving::close).assertDoneWithin(BOUND);
        } finally {
            serving.close();
        }
    }

    @Test
    void anIdleClientHoldsUpNobody() throws Exception {
        AutoCloseable serving = server(folder).serve(supervisor());
        try (Closeable _ = idleClient(folder)) {
            Task.start("ask", () -> Assertions.assertTrue(answers(folder))).assertDoneWithin(BOUND);
        } finally {
            serving.close();
        }
    }

    @Test
    void anotherCanServeAtTheSameAddressAfterwards() throws Exception {
        server(folder).serve(supervisor()).close();
        AutoCloseable serving = server(folder).serve(supervisor());
        try {
            Assertions.assertTrue(answers(folder), "the second one does not answer");
        } finally {
            serving.close();
        }
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        Threads before = Threads.now();
        AutoCloseable serving = server(folder).serve(supervisor());
        answers(folder);
        try (Closeable _ = idleClient(folder)) {
            serving.close();
        }
        before.assertNobodyElseAfter(BOUND);
    }
}

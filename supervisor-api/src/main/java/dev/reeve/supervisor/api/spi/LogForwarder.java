package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.promise.Spi;

import java.io.IOException;
import java.util.List;

/// Sends what services write somewhere else.
@FunctionalInterface
@Spi
public interface LogForwarder extends AutoCloseable {
    /// Sends some lines, oldest first, from 1 to a thousand. Calls come one after another, on a
    /// virtual thread; may block, and is interrupted when it takes longer than 30 s. What comes in
    /// the meantime waits in a bounded queue, and what does not fit is dropped, with one line that
    /// says how many.
    ///
    /// @throws Exception they could not be sent, and the message says why: they are tried again,
    ///     after a pause that grows to 30 s. A part that has arrived may so arrive twice
    void forward(List<LogLine> lines) throws Exception;

    /// Called once, when no line will come any more.
    @Override
    default void close() throws IOException {}
}

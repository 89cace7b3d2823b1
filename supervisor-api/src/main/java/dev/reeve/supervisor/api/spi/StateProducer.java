package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.promise.Incubating;
import dev.reeve.supervisor.api.promise.Spi;

/// Tells what goes on inside of something else: who acts there, what they do and say.
@FunctionalInterface
@Spi
@Incubating(since = "1.0.0")
public interface StateProducer {
    /// Begins to tell, and returns soon. Called once, before the first service starts, on a virtual
    /// thread; closed after the last one has stopped.
    ///
    /// @return what ends it: closing is idempotent, bounded in time, and leaves no thread behind
    /// @throws Exception where it cannot; that is told, and the supervisor goes on without it
    AutoCloseable start(Supervisor supervisor, Activities activities) throws Exception;
}

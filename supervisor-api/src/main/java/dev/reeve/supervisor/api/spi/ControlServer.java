package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.promise.Spi;

/// Lets others see and steer a supervisor.
@FunctionalInterface
@Spi
public interface ControlServer {
    /// Begins to serve, and returns as soon as clients can come. Called once, before the first
    /// service starts; closed after the last one has stopped.
    ///
    /// @return what ends it: closing is idempotent, bounded in time, and leaves no thread behind
    /// @throws Exception where it cannot serve; the supervisor then does not start
    AutoCloseable serve(Supervisor supervisor) throws Exception;
}

package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.promise.Spi;

import java.util.List;

/// Finds processes that somebody else has started, and that could be taken over.
@FunctionalInterface
@Spi
public interface DiscoveryProvider {
    /// Looks once. Runs on a virtual thread, may block, is interrupted when its time is up. What
    /// the supervisor runs already is left out by the platform.
    ///
    /// @throws Exception it cannot look, and the message says why
    List<Discovered> discover() throws Exception;
}

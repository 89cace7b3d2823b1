package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;

import java.time.Instant;
import java.util.Map;

/// One thing that is written into the ledger. All that was written, taken in turn, makes the
/// `Account`.
sealed interface Entry {
    /// A supervisor has opened the ledger. What was begun in another boot is gone.
    ///
    /// @param instance of the state directory
    record Opened(String instance, int life, String bootId) implements Entry {}

    /// A run is about to be started, in this boot.
    ///
    /// @param definition the hash of what it is made by
    record Begins(ServiceKey key, int run, String definition, String bootId) implements Entry {}

    /// Its process was started, in this boot.
    record Spawned(ServiceKey key, int run, String bootId, long pid, long startTime, Instant at)
            implements Entry {}

    /// It became ready.
    record Ready(ServiceKey key, int run, int restarts, int attempts) implements Entry {}

    /// Nothing of it lives.
    record Over(ServiceKey key, int run) implements Entry {}

    /// People want this of a service.
    record Wanted(String key, Desired what) implements Entry {}

    /// People want nothing of it any more.
    record Unwanted(String key) implements Entry {}

    /// A service that stands in no manifest.
    record Defined(ServiceKey key, Map<String, Object> definition) implements Entry {}

    /// A service, and what was wanted of it, is forgotten.
    record Forgotten(ServiceKey key) implements Entry {}
}

package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes log forwarders: `logs: {forward: [KIND, {KIND: {…options…}}]}`.
///
/// @param <O> the record of its options
@Spi
public interface LogForwarderPlugin<O extends Record> {
    /// Makes a forwarder. Called while planning; services with the same kind and equal options
    /// share one.
    LogForwarder create(O options, PlanContext context);
}

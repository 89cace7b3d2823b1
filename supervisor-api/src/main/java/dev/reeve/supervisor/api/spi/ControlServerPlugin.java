package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes control servers: `control: [KIND, {KIND: {…options…}}]`.
///
/// @param <O> the record of its options
@Spi
public interface ControlServerPlugin<O extends Record> {
    /// Makes a control server. Called while planning.
    ControlServer create(O options, PlanContext context);
}

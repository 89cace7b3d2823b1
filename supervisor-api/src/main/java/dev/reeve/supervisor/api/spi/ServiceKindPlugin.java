package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

import java.util.List;

/// Makes a kind of service: `kind: KIND, config: {…options…}`. To the supervisor what it runs is a
/// session: to start it is to open it, to look at its health is to check it, to stop it is to close
/// it.
///
/// @param <O> the record of its options
@Spi
public interface ServiceKindPlugin<O extends Record> {
    /// Makes what one service runs. Called while planning.
    SessionBackend create(O options, PlanContext context);

    /// Services that it cannot do without. Each counts as written into `depends_on`. Called while
    /// planning.
    default List<String> requires(O options) {
        return List.of();
    }
}

package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes discovery providers: `reeve discover --provider KIND`.
///
/// @param <O> the record of its options: what to look for
@Spi
public interface DiscoveryProviderPlugin<O extends Record> {
    /// Makes a provider for one search.
    DiscoveryProvider create(O options, PlanContext context);
}

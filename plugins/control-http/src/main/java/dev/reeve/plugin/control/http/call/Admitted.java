package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

/// A request that may be asked.
///
/// @param route who answers it
/// @param role what its sender may do
/// @param reporter the service whose program has sent it, with the token from its environment; null
///     for everyone else
public record Admitted(Route route, Role role, @Nullable String reporter) {
    /// The word for what the sender may do.
    String word() {
        return reporter == null ? role.word() : "report";
    }
}

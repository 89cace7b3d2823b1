package dev.reeve.supervisor.api.model;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where the output of a service goes.
///
/// @param stdout the file for its standard output, absolute, or null for the platform's own
/// @param stderr the file for its standard error, absolute, or null for the platform's own
/// @param merge whether standard error goes where standard output goes
public record LogPolicy(@Nullable Path stdout, @Nullable Path stderr, boolean merge) {
    public static final LogPolicy DEFAULT = new LogPolicy(null, null, false);
}

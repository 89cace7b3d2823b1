package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where the output of a service goes.
///
/// @param stdout the file for its standard output, absolute, or null for the platform's own
/// @param stderr the file for its standard error, absolute, or null for the platform's own
/// @param merge whether standard error goes where standard output goes
/// @param format what a line looks like in the file
/// @param rotate when a file makes way for a new one, or null for never
/// @param forward who else gets the lines
/// @param reports whether lines of standard output that are reports of the program about itself are
///     taken as such
@Api
public record LogPolicy(
        @Nullable Path stdout,
        @Nullable Path stderr,
        boolean merge,
        Format format,
        @Nullable Rotation rotate,
        List<PluginUse> forward,
        boolean reports) {
    public static final LogPolicy DEFAULT =
            new LogPolicy(null, null, false, Format.RAW, null, List.of());

    /// One by which no line is a report.
    public LogPolicy(
            @Nullable Path stdout,
            @Nullable Path stderr,
            boolean merge,
            Format format,
            @Nullable Rotation rotate,
            List<PluginUse> forward) {
        this(stdout, stderr, merge, format, rotate, forward, false);
    }

    public LogPolicy {
        forward = List.copyOf(forward);
    }

    /// What a line looks like in the file.
    public enum Format {
        /// As the service has written it, byte by byte.
        RAW,
        /// With the time in front: `2026-01-31T12:00:00.123Z text`.
        TIMESTAMPED,
        /// An object a line: `service`, `run`, `stream`, `time`, `text`.
        JSON
    }

    /// When a file makes way for a new one, and what becomes of the old ones. It does so between
    /// two lines, never within one.
    ///
    /// @param size over so many bytes, over 0; null for any size
    /// @param age after so long, over 0; null for any age
    /// @param keep how many old files are kept, from 0
    /// @param compress whether old files are compressed
    public record Rotation(
            @Nullable Long size, @Nullable Duration age, int keep, boolean compress) {}
}

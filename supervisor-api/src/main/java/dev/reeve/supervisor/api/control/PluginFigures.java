package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What a plugin was asked, and what it has left behind.
///
/// @param calls of all that it offers, since the supervisor has started
/// @param layers those of its classes that were given back
@Api
@Incubating(since = "1.0.0")
public record PluginFigures(Calls calls, Layers layers) {
    /// Of a plugin that nobody has used.
    public static final PluginFigures NONE =
            new PluginFigures(
                    new Calls(0, 0, 0, 0, 0, 0, Duration.ZERO, null), new Layers(0, 0, List.of()));

    /// Calls of a plugin.
    ///
    /// @param made how many were begun
    /// @param failed how many of them have thrown
    /// @param overran how many had not ended when their time was up
    /// @param refused how many were not begun, since too many others were under way, or the plugin
    ///     was cut off
    /// @param running how many are under way
    /// @param faults how many of the latest, without a good one in between, were faults of the
    ///     plugin
    /// @param longest what the longest has taken; not below 0
    /// @param cutOff why it is called no more, or null
    public record Calls(
            long made,
            long failed,
            long overran,
            long refused,
            int running,
            int faults,
            Duration longest,
            @Nullable String cutOff) {}

    /// Module layers, or class loaders, of a plugin that was replaced or taken away.
    ///
    /// @param unloaded how many were given back
    /// @param collected how many of them are gone from memory
    /// @param left what still holds the others as far as that is known, one line each
    public record Layers(int unloaded, int collected, List<String> left) {
        public Layers {
            left = List.copyOf(left);
        }
    }
}

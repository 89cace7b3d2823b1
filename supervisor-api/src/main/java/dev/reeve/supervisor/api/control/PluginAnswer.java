package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What has become of plugins that were looked for again, enabled or disabled.
///
/// @param success whether all was done that was asked for
/// @param changes the plugins that are not as they were, by id
/// @param refitted bare names of services that go on, or start anew, with other plugins; sorted
/// @param lacking why services cannot be run by now, by bare name: what they need is not there
/// @param error what has not come true, in one line, or null
@Api
@Incubating(since = "1.0.0")
public record PluginAnswer(
        boolean success,
        List<Change> changes,
        List<String> refitted,
        Map<String, String> lacking,
        @Nullable String error) {
    public PluginAnswer {
        changes = List.copyOf(changes);
        refitted = List.copyOf(refitted);
        lacking = Map.copyOf(lacking);
    }

    /// One that was refused as a whole.
    public static PluginAnswer refused(String why) {
        return new PluginAnswer(false, List.of(), List.of(), Map.of(), why);
    }

    /// A plugin that is not as it was.
    ///
    /// @param version the version that was added, has taken the place of another, was removed, or
    ///     was refused
    /// @param what `added`, `replaced`, `removed`, or `refused`: the one in use is kept, since
    ///     services could not be run with this one
    /// @param error why it was refused, or null
    public record Change(
            String id, @Nullable String version, String what, @Nullable String error) {}
}

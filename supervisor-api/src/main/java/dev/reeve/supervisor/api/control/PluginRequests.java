package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// What plugins can be asked for while the supervisor runs: the part of {@link Supervisor} that is
/// about that.
///
/// A plugin that takes the place of another goes on with what that one was doing: runs go on,
/// health checks, hooks and handlers are the new one's from the next call on, sessions are closed
/// and opened again. A service that needs a plugin that is not there any more is stopped and
/// `failed`, with the reason `misconfigured`, and comes back with it.
@Api
@Incubating(since = "1.0.0")
public interface PluginRequests {
    /// Looks at the plugins folders again.
    ///
    /// @param id a plugin that is loaded again although its files have not changed, or null
    /// @return always comes to an answer; when it does, what has changed is in use
    CompletableFuture<PluginAnswer> reloadPlugins(@Nullable String id);

    /// Uses a plugin no more, or again. That is remembered beside the manifest, also when the
    /// supervisor starts anew. What the manifest disables stays so.
    ///
    /// @return always comes to an answer, as {@link #reloadPlugins}
    CompletableFuture<PluginAnswer> enablePlugin(String id, boolean enabled);
}

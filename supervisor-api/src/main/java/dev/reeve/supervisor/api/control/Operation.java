package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A request that is being carried out.
///
/// @param thread the name of the thread under which all that belongs to it is found
/// @param replies one for each service, in the order of the request; always comes to them, never to
///     an exception
@Api
@Incubating(since = "1.0.0")
public record Operation(String thread, CompletableFuture<List<Reply>> replies) {}

package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The one door to a running supervisor: for control servers, for embedders, for tests.
///
/// Every method may be called by any thread. What returns a value reads what was published last and
/// never waits; what returns a future is done elsewhere and may be waited for.
public interface Supervisor {
    /// How the supervisor itself is.
    SupervisorSnapshot status();

    /// All services, sorted by name, as of one moment.
    Services services();

    /// The services that these targets mean, sorted by name: names, globs (`web-*`) and full keys.
    /// An empty list of targets means all.
    ///
    /// @return the services, or the first target that means none
    Match match(List<String> targets);

    /// The effective definition of a service, with secrets redacted, or null where there is none.
    @Nullable Definition definition(String name);

    /// Asks one service. The future always comes to a reply, never to an exception.
    CompletableFuture<Reply> ask(String name, Request request);

    /// Asks several services at once. All names are checked first: where one is unknown, the only
    /// reply is its refusal and nothing is touched. Stops go in reverse order of dependencies.
    CompletableFuture<List<Reply>> ask(List<String> names, Request request);

    /// A page of events.
    Events events(EventQuery query);

    /// Events after this `seq`, as they come; those that are still kept come first.
    ///
    /// @param after the last `seq` already known; 0 from the beginning
    EventStream follow(long after);

    /// The last lines that a service has written.
    ///
    /// @param stream `stdout`, `stderr`, or null for both
    /// @param lines at most how many of each stream, from 0
    /// @return null where there is no such service
    @Nullable List<LogLine> logs(String name, @Nullable String stream, int lines);

    /// What services write, as they write it.
    ///
    /// @param names bare names; empty for all
    LogStream followLogs(List<String> names, @Nullable String stream);

    /// A sample of what a service uses now, or null where there is no such service. May block for a
    /// fraction of a second, since a share of CPU time takes two looks.
    @Nullable StatsSample stats(String name);

    /// The plugins that were found, sorted by name.
    List<PluginSnapshot> plugins();

    /// The dependency graph, one entry a service in name order: what it waits for, and on which
    /// condition.
    Map<String, List<Edge>> graph();

    /// The configuration as it is in force, as plain values, without secrets.
    Map<String, Object> config();

    /// Begins the ordered stop of everything.
    ///
    /// @param reason one line for people: who or what asked
    /// @return done when nothing runs any more
    CompletableFuture<Void> shutdown(String reason);

    /// Services as of one moment.
    ///
    /// @param seq the number of the last event that they reflect
    record Services(long seq, List<ServiceSnapshot> items) {}

    /// What targets mean.
    ///
    /// @param unknown the first target that means nothing, or null
    record Match(List<ServiceSnapshot> items, @Nullable String unknown) {}

    /// The effective definition of a service.
    ///
    /// @param definition plain values in the manifest's words; secrets are `***`
    /// @param hash changes with the meaning, not with comments or line numbers
    /// @param drift whether the service runs by another one
    /// @param place `file:line:column`, or null
    record Definition(
            Map<String, Object> definition, String hash, boolean drift, @Nullable String place) {}

    /// That one service waits for another.
    record Edge(String service, String condition) {}

    /// Which plugin was found, and what became of it.
    ///
    /// @param state `started`, `disabled` or `failed`
    /// @param provides names by door
    record PluginSnapshot(
            String id,
            @Nullable String version,
            @Nullable String provider,
            @Nullable String license,
            String state,
            @Nullable String error,
            Map<String, List<String>> provides,
            @Nullable String path) {}

    /// Waits until a service is as wanted.
    ///
    /// @param condition `ready`, `stopped` or `healthy`
    /// @return done with true when it is so, with false when the time is up
    CompletableFuture<Boolean> await(String name, String condition, Duration timeout);
}

package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The one door to a running supervisor: for control servers, for embedders, for tests.
///
/// Every method may be called by any thread. What returns a value reads what was published last and
/// never waits; what returns a future is done elsewhere and may be waited for.
@Api
public interface Supervisor extends Operations, PluginRequests {
    /// How the supervisor itself is.
    SupervisorSnapshot status();

    /// All services, sorted by name, as of one moment.
    Services services();

    /// The services that have this name, a bare one or a full key: one, none, or, of a bare name
    /// that is not unique, several. However many there are, no others are looked at.
    Services services(String name);

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

    /// Looks at the health of a service now. The answer counts as every other check does. The
    /// future always comes to an answer; to null where there is no such service.
    CompletableFuture<@Nullable HealthAnswer> checkHealth(String name);

    /// Looks whether the other side of a service's session is there. The answer counts as every
    /// other check does. Without provisioning, a session that was not made is offline, `No item
    /// cached`, and is not made for that.
    ///
    /// @param provision whether to start the service first, where it does not run, and to open its
    ///     session anew where that has died
    /// @return always comes to an answer; to null where there is no such service, or it has no
    ///     session
    CompletableFuture<@Nullable Liveness> liveness(String name, boolean provision);

    /// The session of a service, opened where it was not, and opened anew where it has died. Who
    /// asks while it is being opened gets the same one. It belongs to the service: who gets it does
    /// not close it, and asks again rather than to keep it for long.
    ///
    /// @param type what is wanted of it: a connection, a client, a factory
    /// @return always comes to an answer
    <T> CompletableFuture<Obtained<T>> session(String name, Class<T> type);

    /// What somebody needs to reach the other side of a service's session himself, by name: tokens,
    /// URLs that hold them. Each reading is an event. May block.
    ///
    /// @param by who reads them, for that event
    /// @return null where there is no such service, or it has no session that is open
    @Nullable Map<String, String> credentials(String name, String by);

    /// Reads the manifest again and applies what has changed: all of it, or, where there is any
    /// mistake, nothing. Answered when removed services are gone and changed ones were started
    /// anew.
    ///
    /// @param manifest another file from now on, or null for the one in force
    /// @param dryRun whether only to say what would be done
    CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun);

    /// Adds a dynamic service, which starts at once unless its definition says otherwise, and is
    /// there again after a restart of the supervisor.
    ///
    /// @param definition `name`, and the keys of a service as the manifest has them
    /// @return refused as `INVALID` with its problems, as `CONFLICT` where the name is taken, as
    ///     `CAPACITY` where there are as many as may be
    CompletableFuture<Reply> add(Map<String, Object> definition);

    /// Gives a dynamic service another definition, or adds it. What runs goes on by the old one
    /// until it is restarted, and has `drift` as long.
    CompletableFuture<Reply> define(String name, Map<String, Object> definition);

    /// Removes a service that is not the manifest's.
    ///
    /// @param stop whether to stop it first, where it runs; otherwise that is a conflict
    CompletableFuture<Reply> remove(String name, boolean stop);

    /// Finds processes that somebody else has started.
    ///
    /// @param provider the kind of a discovery provider
    /// @param options what to look for, in that provider's words
    CompletableFuture<Discovery> discover(String provider, Map<String, Object> options);

    /// Takes a process over as a service, by a definition made from what is seen of it. It runs on.
    CompletableFuture<Reply> adopt(Adoption adoption);

    /// Replaces this supervisor by another version of it, or by itself, in the same process.
    /// Services with `on_orphan: adopt` run on; the others are stopped before and started after.
    ///
    /// @param home the folder of the distribution that takes over, or null for the present one
    /// @return refused where that cannot take over; else done just before it does
    CompletableFuture<Reply> upgrade(@Nullable Path home);

    /// Why a service is in its state, or null where there is no such service. May block on the disk
    /// for its last words.
    @Nullable Explanation explain(String name);

    /// Counts over all services.
    Totals totals();

    /// All services as a manifest that, read again, means the same. Secrets are written as
    /// `${NAME}`.
    ///
    /// @param sources only services from these, empty for all
    Map<String, Object> export(Set<String> sources);

    /// A page of events.
    Events events(EventQuery query);

    /// Events after this `seq`, as they come; those that are still kept come first.
    ///
    /// @param after the last `seq` already known; 0 from the beginning
    default EventStream follow(long after) {
        return follow(after, EventFilter.ALL);
    }

    /// The same, of those only that are wanted.
    EventStream follow(long after, EventFilter filter);

    /// The last lines that services have written, merged by the time they came. May block on the
    /// disk.
    List<LogLine> logs(LogQuery query);

    /// The last lines that services have written, and then what they write, as they write it: no
    /// line is missing in between, and none comes twice.
    LogStream followLogs(LogQuery query);

    /// A part of the file that holds a service's output at present. May block on the disk.
    ///
    /// @param stream `stdout` or `stderr`
    /// @param offset where to begin; a negative one counts from the end
    /// @param length at most how many bytes, from 0
    /// @return null where there is no such service
    @Nullable LogPart readLog(String name, String stream, long offset, int length);

    /// Empties the files that hold a service's output, and removes its older ones.
    ///
    /// @return false where there is no such service
    /// @throws IOException where that cannot be done; the text is for the user
    boolean clearLogs(String name) throws IOException;

    /// A sample of what a service uses now, or null where there is no such service. May block for a
    /// fraction of a second, since a share of CPU time takes two looks.
    @Nullable StatsSample stats(String name);

    /// Samples of all services that run, by name. May block for a fraction of a second.
    List<StatsSample> samples();

    /// The figures of the supervisor and its services, by name.
    List<Metric> metrics();

    /// The figures, as a metrics exporter writes them. May block for a fraction of a second.
    ///
    /// @param exporter its kind: `prometheus`
    /// @return null where there is no such exporter
    @Nullable Exposition exposition(String exporter);

    /// The JSON Schema of a manifest, with the options of every plugin that is there.
    Map<String, Object> schema();

    /// The plugins that were found, sorted by name.
    List<PluginSnapshot> plugins();

    /// The dependency graph, one entry a service in name order: what it waits for, and on which
    /// condition.
    Map<String, List<Edge>> graph();

    /// The dependency graph as an SVG 1.1 document, each service in the colour of its phase.
    String drawing();

    /// The configuration as it is in force, as plain values, without secrets.
    Map<String, Object> config();

    /// Begins the ordered stop of everything.
    ///
    /// @param reason one line for people: who or what asked
    /// @return done when nothing runs any more
    CompletableFuture<Void> shutdown(String reason);

    /// A session that was asked for.
    ///
    /// @param value what was wanted of it, or null where it cannot be had
    /// @param liveness why not; `ONLINE` where it was had
    record Obtained<T>(@Nullable T value, Liveness liveness) {}

    /// What a search has found.
    ///
    /// @param problems what was wrong with the search; then nothing was found
    record Discovery(List<Discovered> items, List<Problem> problems) {}

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
    /// @param figures what it was asked, and what it has left behind
    record PluginSnapshot(
            String id,
            @Nullable String version,
            @Nullable String provider,
            @Nullable String license,
            String state,
            @Nullable String error,
            Map<String, List<String>> provides,
            @Nullable String path,
            PluginFigures figures) {
        /// One that nobody has used.
        public PluginSnapshot(
                String id,
                @Nullable String version,
                @Nullable String provider,
                @Nullable String license,
                String state,
                @Nullable String error,
                Map<String, List<String>> provides,
                @Nullable String path) {
            this(id, version, provider, license, state, error, provides, path, PluginFigures.NONE);
        }
    }

    /// Waits until a service is as wanted.
    ///
    /// @param condition `ready`, `stopped` or `healthy`
    /// @return done with true when it is so, with false when the time is up
    CompletableFuture<Boolean> await(String name, String condition, Duration timeout);
}

package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// A supervisor for tests of control servers: it runs nothing, does as it is told, remembers what
/// it was asked, and says what the test makes happen.
///
/// A start, stop or restart is done at once. {@link #answers} changes that for all that follow.
public final class FakeSupervisor implements Supervisor {
    /// When the first thing happens; everything after it is one second later than what was before.
    public static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00.123Z");

    /// One thing that was asked.
    public record Asked(String name, Request request) {}

    private final Map<String, ServiceSnapshot> services = new ConcurrentSkipListMap<>();
    private final Map<String, List<Edge>> graph = new TreeMap<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    private final List<FakeStream<RecordedEvent>> followers = new CopyOnWriteArrayList<>();
    private final List<FakeStream<LogLine>> readers = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<PluginSnapshot> plugins = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> down = new CompletableFuture<>();
    private volatile BiFunction<String, Request, CompletableFuture<Reply>> answers = this::obey;
    private volatile CompletableFuture<Boolean> awaited = CompletableFuture.completedFuture(true);
    private volatile String status = "running";

    /// A supervisor without a service, to which nothing has happened.
    public FakeSupervisor() {}

    /// There shall be this service.
    public FakeSupervisor with(ServiceSnapshot service) {
        services.put(service.name(), service);
        graph.put(
                service.name(),
                service.dependsOn().stream().map(name -> new Edge(name, "ready")).toList());
        return this;
    }

    /// There shall be this plugin.
    public FakeSupervisor with(PluginSnapshot plugin) {
        plugins.add(plugin);
        return this;
    }

    /// From now on this is what requests are answered with.
    public void answers(BiFunction<String, Request, CompletableFuture<Reply>> how) {
        answers = how;
    }

    /// From now on this is what {@link #await} answers with.
    public void awaits(CompletableFuture<Boolean> outcome) {
        awaited = outcome;
    }

    /// From now on this is the supervisor's own status.
    public void is(String newStatus) {
        status = newStatus;
    }

    /// This happens now.
    public synchronized RecordedEvent happens(Event event) {
        int seq = events.size() + 1;
        var recorded = new RecordedEvent(seq, BEGIN.plusSeconds(seq), event);
        events.add(recorded);
        followers.forEach(follower -> follower.offer(recorded));
        return recorded;
    }

    /// A service writes this line now.
    public void writes(String service, String stream, String text) {
        var line = new LogLine(service, 1, stream, BEGIN.plusSeconds(lines.size()), text);
        lines.add(line);
        readers.forEach(reader -> reader.offer(line));
    }

    /// All it was asked so far.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// How many follow events or output just now.
    public int followers() {
        return (int) followers.stream().filter(stream -> !stream.closed()).count()
                + (int) readers.stream().filter(stream -> !stream.closed()).count();
    }

    /// Nothing more happens: every follower has come to the end.
    public void ends() {
        followers.forEach(FakeStream::end);
        readers.forEach(FakeStream::end);
    }

    /// Done once a shutdown was asked for.
    public CompletableFuture<Void> down() {
        return down;
    }

    private CompletableFuture<Reply> obey(String name, Request request) {
        ServiceSnapshot service = services.get(name);
        if (service == null) {
            var refused =
                    new Reply.Refused(name, Reply.Kind.UNKNOWN, "no service " + name, List.of());
            return CompletableFuture.completedFuture(refused);
        }
        Phase wanted =
                switch (request) {
                    case Request.Start _, Request.Restart _, Request.Resume _ -> Phase.RUNNING;
                    case Request.Stop _, Request.Suspend _ -> Phase.STOPPED;
                    case Request.SendSignal _, Request.PauseHealth _, Request.ResumeHealth _ ->
                            service.phase();
                };
        boolean changed =
                service.phase() != wanted
                        || request instanceof Request.Restart
                        || request instanceof Request.SendSignal;
        services.put(name, FakeService.in(service, wanted));
        return CompletableFuture.completedFuture(new Reply.Done(name, changed, wanted, null));
    }

    @Override
    public SupervisorSnapshot status() {
        Services now = services();
        int running =
                (int) now.items().stream().filter(each -> each.phase() == Phase.RUNNING).count();
        return new SupervisorSnapshot(
                "fake",
                status,
                "1.0",
                1,
                BEGIN,
                1.5,
                "simple",
                now.items().size(),
                running,
                0,
                "/state",
                null,
                now.seq());
    }

    @Override
    public synchronized Services services() {
        return new Services(events.size(), List.copyOf(services.values()));
    }

    @Override
    public Match match(List<String> targets) {
        for (String target : targets) {
            if (services.values().stream().noneMatch(service -> means(target, service))) {
                return new Match(List.of(), target);
            }
        }
        return new Match(
                services.values().stream()
                        .filter(
                                service ->
                                        targets.isEmpty()
                                                || targets.stream()
                                                        .anyMatch(target -> means(target, service)))
                        .toList(),
                null);
    }

    private static boolean means(String target, ServiceSnapshot service) {
        return target.endsWith("*")
                ? service.name().startsWith(target.substring(0, target.length() - 1))
                : target.equals(service.name()) || target.equals(service.key().toString());
    }

    @Override
    public @Nullable Definition definition(String name) {
        return services.containsKey(name)
                ? new Definition(
                        Map.of("command", List.of("sleep", "1")), "hash", false, "reeve.yaml:3:5")
                : null;
    }

    @Override
    public CompletableFuture<Reply> ask(String name, Request request) {
        asked.add(new Asked(name, request));
        return answers.apply(name, request);
    }

    @Override
    public CompletableFuture<List<Reply>> ask(List<String> names, Request request) {
        var replies = new ArrayList<CompletableFuture<Reply>>();
        names.forEach(name -> replies.add(ask(name, request)));
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(_ -> replies.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public synchronized Events events(EventQuery query) {
        List<RecordedEvent> found =
                events.stream().filter(event -> FakeStream.matches(query, event)).toList();
        List<RecordedEvent> page =
                found.stream().skip(query.offset()).limit(query.limit()).toList();
        return new Events(page, found.size());
    }

    @Override
    public synchronized EventStream follow(long after) {
        var stream = new FakeStream.OfEvents();
        events.stream().filter(event -> event.seq() > after).forEach(stream::offer);
        followers.add(stream);
        return stream;
    }

    @Override
    public @Nullable List<LogLine> logs(String name, @Nullable String stream, int count) {
        if (!services.containsKey(name)) {
            return null;
        }
        List<LogLine> all =
                lines.stream()
                        .filter(line -> FakeStream.matches(List.of(name), stream, line))
                        .toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Override
    public LogStream followLogs(List<String> names, @Nullable String stream) {
        var reader = new FakeStream.OfLines(line -> FakeStream.matches(names, stream, line));
        readers.add(reader);
        return reader;
    }

    @Override
    public @Nullable StatsSample stats(String name) {
        ServiceSnapshot service = services.get(name);
        return service == null || service.pid() == null
                ? null
                : new StatsSample(name, BEGIN, service.run(), 12.5, 50, 1024, 2048, 1, 2, 3);
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return List.copyOf(plugins);
    }

    @Override
    public Map<String, List<Edge>> graph() {
        return graph;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("name", "fake");
    }

    @Override
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        return CompletableFuture.completedFuture(
                services.containsKey(name)
                        ? new HealthAnswer(Health.HEALTHY, "200 OK", 0.25, BEGIN)
                        : null);
    }

    @Override
    public CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        return CompletableFuture.completedFuture(
                new ReloadAnswer(
                        true,
                        List.of("d"),
                        List.of("c"),
                        List.of("b"),
                        List.of(),
                        null,
                        List.of(),
                        dryRun,
                        Map.of(),
                        List.of()));
    }

    @Override
    public CompletableFuture<Reply> add(Map<String, Object> definition) {
        String name = String.valueOf(definition.get("name"));
        if (services.containsKey(name)) {
            return CompletableFuture.completedFuture(
                    new Reply.Refused(name, Reply.Kind.CONFLICT, name + " is taken", List.of()));
        }
        return define(name, definition);
    }

    @Override
    public CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        with(FakeService.of(new ServiceKey("process", "dynamic", name), Phase.RUNNING, List.of()));
        return CompletableFuture.completedFuture(new Reply.Done(name, true, Phase.RUNNING, null));
    }

    @Override
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        ServiceSnapshot service = services.get(name);
        Reply reply;
        if (service == null) {
            reply = new Reply.Refused(name, Reply.Kind.UNKNOWN, "no service " + name, List.of());
        } else if (service.phase() == Phase.RUNNING && !stop) {
            reply = new Reply.Refused(name, Reply.Kind.CONFLICT, name + " runs", List.of());
        } else {
            services.remove(name);
            reply = new Reply.Done(name, true, Phase.STOPPED, null);
        }
        return CompletableFuture.completedFuture(reply);
    }

    @Override
    public CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        return CompletableFuture.completedFuture(
                new Discovery(
                        List.of(new Discovered(4712, "sleep 60", "root", BEGIN, provider, "sleep")),
                        List.of()));
    }

    @Override
    public CompletableFuture<Reply> adopt(Adoption adoption) {
        String name = adoption.name();
        with(FakeService.of(new ServiceKey("process", "adopted", name), Phase.RUNNING, List.of()));
        return CompletableFuture.completedFuture(new Reply.Done(name, true, Phase.RUNNING, null));
    }

    @Override
    public CompletableFuture<Reply> upgrade(@Nullable Path home) {
        return CompletableFuture.completedFuture(new Reply.Done("fake", true, Phase.RUNNING, null));
    }

    @Override
    public @Nullable Explanation explain(String name) {
        ServiceSnapshot service = services.get(name);
        return service == null
                ? null
                : new Explanation(
                        name,
                        name + " is " + service.phase().word(),
                        List.of(new Explanation.Cause(name, "as requested", List.of())),
                        List.of());
    }

    @Override
    public Totals totals() {
        var byStatus = new TreeMap<String, Integer>();
        services.values().forEach(each -> byStatus.merge(each.status(), 1, Integer::sum));
        var restarts = new TreeMap<String, Integer>();
        services.values().forEach(each -> restarts.put(each.name(), each.restarts()));
        return new Totals(services.size(), status().runningCount(), byStatus, restarts, 0);
    }

    @Override
    public Map<String, Object> export(Set<String> sources) {
        return Map.of("services", Map.of());
    }

    @Override
    public CompletableFuture<Void> shutdown(String reason) {
        down.complete(null);
        return down;
    }

    @Override
    public CompletableFuture<Boolean> await(String name, String condition, Duration timeout) {
        return awaited;
    }
}

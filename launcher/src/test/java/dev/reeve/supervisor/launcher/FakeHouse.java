package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Operation;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.House;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A house in which only that happens which a test says.
public final class FakeHouse implements House.Prepared, House.Running, Supervisor {
    private final Path stateDirectory;
    private final BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Problem> mistakes = new CopyOnWriteArrayList<>();
    private final List<ServiceSnapshot> services = new CopyOnWriteArrayList<>();
    private volatile Map<String, Object> options = Map.of();
    private @Nullable String holder;
    private @Nullable Timeline timeline;
    private volatile boolean interrupts;

    public FakeHouse(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    /// Some other supervisor has the state directory.
    public FakeHouse heldBy(String who) {
        holder = who;
        return this;
    }

    public FakeHouse service(String name, Phase phase) {
        services.add(snapshot(name, phase));
        return this;
    }

    /// One of its operations has gone so.
    public void timeline(Timeline how) {
        timeline = how;
    }

    /// Its manifest has a mistake by now.
    public void mistake(Problem mistake) {
        mistakes.add(mistake);
    }

    public void goes(String name, Phase from, Phase to, String why) {
        var key = new ServiceKey("process", "manifest", name);
        happens(new Event.StateChanged(key, 1, from, to, Reason.of(Reason.Code.REQUESTED, why)));
    }

    public void happens(Event event) {
        events.add(new RecordedEvent(events.size() + 1, Instant.EPOCH, event));
    }

    public void writes(String name, String text) {
        lines.add(new LogLine(name, 1, "stdout", Instant.EPOCH, text));
    }

    public void ends(int code) {
        ended.complete(code);
    }

    /// Whoever follows the lines is interrupted as soon as there is none left.
    public void interruptsAfterALine() {
        interrupts = true;
    }

    /// How many lines of services nobody has taken.
    public int unread() {
        return lines.size();
    }

    /// What was asked of it: `shutdown REASON`, `kill`, `close`, `reload`.
    public List<String> calls() {
        return calls;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Path stateDirectory() {
        return stateDirectory;
    }

    @Override
    public int serviceCount() {
        return services.size();
    }

    @Override
    public Map<String, List<Edge>> graph() {
        return Map.of("app", List.of(new Edge("db", "ready")), "db", List.of());
    }

    /// From now on this is what the kinds of each plugin take.
    FakeHouse takes(Map<String, Object> schemas) {
        options = schemas;
        return this;
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return List.of(
                new PluginSnapshot(
                        "ready-tcp",
                        "1.0.0",
                        "Reeve",
                        "Apache-2.0",
                        "started",
                        null,
                        Map.of("ready strategy", List.of("tcp")),
                        "/plugins/ready-tcp.jar"),
                new PluginSnapshot(
                        "bad", null, null, null, "failed", "no descriptor", Map.of(), null));
    }

    @Override
    public House.Running run(Consumer<Supervisor> before) throws IOException {
        if (holder != null) {
            throw new IOException(holder);
        }
        before.accept(this);
        return this;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public Supervisor supervisor() {
        return this;
    }

    @Override
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public void kill() {
        calls.add("kill");
    }

    @Override
    public Map<String, Object> pluginOptions(String plugin) {
        return options;
    }

    @Override
    public @Nullable Map<String, Object> options(String service) {
        return null;
    }

    @Override
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        calls.add("reload");
        boolean good = mistakes.isEmpty();
        return CompletableFuture.completedFuture(
                new ReloadAnswer(
                        good,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        good ? null : "the manifest has mistakes",
                        mistakes,
                        dryRun,
                        Map.of(),
                        List.of("`name` holds from the next start on")));
    }

    @Override
    public CompletableFuture<PluginAnswer> reloadPlugins(@Nullable String id) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<PluginAnswer> enablePlugin(String id, boolean enabled) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Reply> add(Map<String, Object> definition) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Reply> adopt(Adoption adoption) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Reply> upgrade(@Nullable Path home) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public @Nullable Explanation explain(String name) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public Totals totals() {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public Map<String, Object> export(Set<String> sources) {
        throw new AssertionError("nobody asks a house in the foreground for this");
    }

    @Override
    public CompletableFuture<Void> shutdown(String reason) {
        calls.add("shutdown " + reason);
        return new CompletableFuture<>();
    }

    @Override
    public Services services() {
        return new Services(0, services);
    }

    @Override
    public Services services(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public EventStream follow(long after, EventFilter filter) {
        return new EventStream() {
            @Override
            public @Nullable RecordedEvent next(Duration longest) throws InterruptedException {
                return events.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean closed() {
                return false;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public LogStream followLogs(LogQuery query) {
        return new LogStream() {
            @Override
            public @Nullable LogLine next(Duration longest) throws InterruptedException {
                if (interrupts && lines.isEmpty()) {
                    throw new InterruptedException();
                }
                return lines.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean closed() {
                return false;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SupervisorSnapshot status() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public Match match(List<String> targets) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Definition definition(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<Reply> ask(String name, Request request) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<List<Reply>> ask(List<String> names, Request request) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public Events events(EventQuery query) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public List<LogLine> logs(LogQuery query) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable LogPart readLog(String name, String stream, long offset, int length) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public boolean clearLogs(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public List<StatsSample> samples() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public List<Metric> metrics() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Exposition exposition(String exporter) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public String drawing() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    }

    @Override
    public Map<String, Object> schema() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public Operation begin(List<String> names, Request request, Cause cause) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public ThreadPage threads(ThreadQuery query) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public List<Actor> actors() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Actor actor(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Map<String, Object> actorSchema(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<Told<Actor>> report(ActorReport report) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<Told<Message>> say(Message.Draft message) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public MessagePage messages(MessageQuery query) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable OperationThread thread(String id) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Timeline timeline(String thread) {
        return timeline != null && timeline.thread().id().equals(thread) ? timeline : null;
    }

    @Override
    public @Nullable String reporter(String token) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable StatsSample stats(String name) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public Map<String, Object> config() {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<@Nullable Liveness> liveness(String name, boolean provision) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public <T> CompletableFuture<Obtained<T>> session(String name, Class<T> type) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public @Nullable Map<String, String> credentials(String name, String by) {
        throw new AssertionError("not asked in these tests");
    }

    @Override
    public CompletableFuture<Boolean> await(String name, String condition, Duration timeout) {
        throw new AssertionError("not asked in these tests");
    }

    private static ServiceSnapshot snapshot(String name, Phase phase) {
        boolean lives = phase == Phase.STOPPING || phase == Phase.RUNNING;
        return new ServiceSnapshot(
                new ServiceKey("process", "manifest", name),
                null,
                null,
                Desired.RUNNING,
                phase,
                null,
                Health.UNKNOWN,
                null,
                lives ? 4711L : null,
                1,
                0,
                1,
                0,
                3,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                Map.of(),
                false);
    }
}

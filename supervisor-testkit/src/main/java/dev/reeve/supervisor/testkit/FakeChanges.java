package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Operation;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.testkit.FakeSupervisor.Asked;
import dev.reeve.supervisor.testkit.FakeSupervisor.Called;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What a {@link FakeSupervisor} was asked and told to do, and how it answers.
abstract class FakeChanges extends FakeActivity {
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Cause> causes = new CopyOnWriteArrayList<>();
    private final List<Called> called = new CopyOnWriteArrayList<>();
    private volatile BiFunction<String, Request, CompletableFuture<Reply>> answers = this::obey;
    private final AtomicInteger threads = new AtomicInteger();
    private volatile @Nullable Reply reply;
    private volatile ReloadAnswer reloaded =
            new ReloadAnswer(
                    true,
                    List.of("d"),
                    List.of("c"),
                    List.of("a", "b"),
                    List.of("a"),
                    null,
                    List.of(),
                    false,
                    Map.of("b", List.of(new ReloadAnswer.Change("environment.X", null, "1"))),
                    List.of());
    private volatile HealthAnswer health =
            new HealthAnswer(Health.HEALTHY, "200 OK", 0.25, FakeSupervisor.BEGIN);
    private volatile Discovery discovery =
            new Discovery(
                    List.of(
                            new Discovered(
                                    4712,
                                    "sleep 60",
                                    "root",
                                    FakeSupervisor.BEGIN,
                                    "process",
                                    "sleep")),
                    List.of());

    /// From now on this is what requests are answered with.
    public void answers(BiFunction<String, Request, CompletableFuture<Reply>> how) {
        answers = how;
    }

    /// From now on every wish to add, define, remove, adopt or upgrade is answered with this, and
    /// nothing is done.
    public void replies(Reply toAll) {
        reply = toAll;
    }

    /// From now on this is what a reload is answered with.
    public void reloads(ReloadAnswer answer) {
        reloaded = answer;
    }

    /// From now on this is how every service is.
    public void feels(HealthAnswer answer) {
        health = answer;
    }

    /// From now on this is what is found.
    public void discovers(Discovery found) {
        discovery = found;
    }

    /// All it was asked so far.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// On whose behalf it was asked, for each time it began with something.
    public List<Cause> causes() {
        return List.copyOf(causes);
    }

    /// All else it was told to do, but for requests about one service.
    public List<Called> called() {
        return List.copyOf(called);
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
    public Operation begin(List<String> names, Request request, Cause cause) {
        causes.add(cause);
        String id = "t-" + threads.incrementAndGet();
        return new Operation(id, ask(names, request));
    }

    @Override
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        called.add(Called.of("checkHealth", name));
        return CompletableFuture.completedFuture(services.containsKey(name) ? health : null);
    }

    @Override
    public CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        called.add(Called.of("reload", manifest, dryRun));
        ReloadAnswer it = reloaded;
        return CompletableFuture.completedFuture(
                new ReloadAnswer(
                        it.success(),
                        it.added(),
                        it.removed(),
                        it.updated(),
                        it.inPlace(),
                        it.error(),
                        it.errors(),
                        dryRun,
                        it.changes(),
                        it.notes()));
    }

    @Override
    public CompletableFuture<PluginAnswer> reloadPlugins(@Nullable String id) {
        called.add(Called.of("reloadPlugins", id));
        return CompletableFuture.completedFuture(plugged(id == null ? "ready-tcp" : id));
    }

    @Override
    public CompletableFuture<PluginAnswer> enablePlugin(String id, boolean enabled) {
        called.add(Called.of("enablePlugin", id, enabled));
        return CompletableFuture.completedFuture(plugged(id));
    }

    private static PluginAnswer plugged(String id) {
        return new PluginAnswer(
                true,
                List.of(new PluginAnswer.Change(id, "1.0.1", "replaced", null)),
                List.of("a"),
                Map.of(),
                null);
    }

    @Override
    public CompletableFuture<Reply> add(Map<String, Object> definition) {
        called.add(Called.of("add", definition));
        String name = String.valueOf(definition.get("name"));
        return told(
                () ->
                        services.containsKey(name)
                                ? refused(name, Reply.Kind.CONFLICT, name + " is taken")
                                : begin("dynamic", name));
    }

    @Override
    public CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        called.add(Called.of("define", name, definition));
        return told(() -> begin("dynamic", name));
    }

    @Override
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        called.add(Called.of("remove", name, stop));
        return told(() -> away(name, stop));
    }

    private Reply away(String name, boolean stop) {
        ServiceSnapshot service = services.get(name);
        if (service == null) {
            return refused(name, Reply.Kind.UNKNOWN, "no service " + name);
        }
        if (service.key().source().equals("manifest")) {
            return refused(name, Reply.Kind.CONFLICT, name + " is the manifest's");
        }
        if (service.phase() == Phase.RUNNING && !stop) {
            return refused(name, Reply.Kind.CONFLICT, name + " runs");
        }
        services.remove(name);
        return new Reply.Done(name, true, Phase.STOPPED, null);
    }

    @Override
    public CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        called.add(Called.of("discover", provider, options));
        return CompletableFuture.completedFuture(discovery);
    }

    @Override
    public CompletableFuture<Reply> adopt(Adoption adoption) {
        called.add(Called.of("adopt", adoption));
        String name = adoption.name();
        return told(
                () ->
                        services.containsKey(name)
                                ? refused(name, Reply.Kind.CONFLICT, name + " is taken")
                                : begin("adopted", name));
    }

    @Override
    public CompletableFuture<Reply> upgrade(@Nullable Path home) {
        called.add(Called.of("upgrade", home));
        return told(() -> new Reply.Done("fake", true, Phase.RUNNING, null));
    }

    private CompletableFuture<Reply> told(Supplier<Reply> otherwise) {
        Reply fixed = reply;
        return CompletableFuture.completedFuture(fixed == null ? otherwise.get() : fixed);
    }

    private Reply begin(String source, String name) {
        put(FakeService.of(new ServiceKey("process", source, name), Phase.RUNNING, List.of()));
        return new Reply.Done(name, true, Phase.RUNNING, null);
    }

    private static Reply refused(String name, Reply.Kind kind, String text) {
        return new Reply.Refused(name, kind, text, List.of());
    }
}

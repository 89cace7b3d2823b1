package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Operation;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.EngineLoop;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.ledger.ReportTokens;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.plugin.PluginRuntime;
import dev.reeve.supervisor.core.stats.StatsBoard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The door to the supervisor of this process: reads what the engine has published, and puts
/// requests into its inbox.
public final class LocalSupervisor extends Visible {
    /// How much longer than its start timeout an asker waits, so that it hears of the timeout.
    private static final Duration MORE = Duration.ofSeconds(10);

    private final Parts parts;
    private final Readings readings;
    private final Alterations alterations;
    private final Memory memory;
    private final Speaking speaking;
    private final Sessions sessions;

    /// What a supervisor is made of.
    ///
    /// @param guard stands before all plugins
    /// @param version the platform's version
    /// @param succession how another supervisor takes this one's place
    public record Parts(
            InForce inForce,
            EngineLoop loop,
            EffectRunner runner,
            Journal journal,
            ActivityBoard board,
            ReportTokens tokens,
            Ledger ledger,
            Kernel kernel,
            Output output,
            StatsBoard stats,
            PluginRuntime catalog,
            PluginSwaps.Around around,
            Guard guard,
            TimeSource time,
            String version,
            Path stateDirectory,
            Succession succession,
            CompletableFuture<Integer> ended) {}

    public LocalSupervisor(Parts parts) {
        this(parts, new Readings(parts));
    }

    private LocalSupervisor(Parts parts, Readings readings) {
        super(parts, readings);
        this.parts = parts;
        this.readings = readings;
        this.alterations = new Alterations(parts, readings);
        this.memory = new Memory(parts.ledger(), readings);
        this.speaking = new Speaking(parts);
        this.sessions = new Sessions(parts, readings, this::ask);
    }

    @Override
    public CompletableFuture<Reply> ask(String name, Request request) {
        return ask(List.of(name), request).thenApply(List::getFirst);
    }

    @Override
    public CompletableFuture<List<Reply>> ask(List<String> names, Request request) {
        return begin(names, request).replies();
    }

    @Override
    public Operation begin(List<String> names, Request request, Cause cause) {
        List<String> bare = names.stream().map(this::bare).toList();
        var participants = new ArrayList<>(bare);
        participants.add(cause.actor());
        String thread =
                parts.board()
                        .open(request.word(), participants, cause, parts.time().now(), null)
                        .id();
        return new Operation(thread, put(bare, request, thread));
    }

    @Override
    public CompletableFuture<Told<Actor>> report(ActorReport report) {
        return speaking.report(report).thenApply(this::described);
    }

    private Told<Actor> described(Told<String> told) {
        String name = told.value();
        return new Told<>(name == null ? null : actor(name), told.refusal());
    }

    @Override
    public CompletableFuture<Told<Message>> say(Message.Draft message) {
        return speaking.say(message);
    }

    @Override
    public CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause) {
        return speaking.kill(thread, cause).thenApplyAsync(this::remembered);
    }

    /// What was stopped by it stays so, as after every other stop.
    private Told<OperationThread> remembered(Told<OperationThread> killed) {
        OperationThread thread = killed.value();
        if (thread != null) {
            List<String> stopped =
                    thread.participants().stream()
                            .filter(name -> isStopped(readings.find(name)))
                            .toList();
            memory.remember(stopped, new Request.Stop(false));
        }
        return killed;
    }

    private static boolean isStopped(@Nullable Life life) {
        return life != null && life.desired() == Desired.STOPPED;
    }

    @Override
    public @Nullable String reporter(String token) {
        return parts.tokens().service(token);
    }

    private CompletableFuture<List<Reply>> put(List<String> bare, Request request, String thread) {
        var to = new CompletableFuture<List<Reply>>();
        memory.remember(bare, request);
        parts.loop().accept(new Input.Asked(bare, request, to, thread));
        Duration longest = longest(bare);
        return to.copy()
                .completeOnTimeout(
                        bare.stream().map(name -> late(name, longest)).toList(),
                        longest.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        var to = new CompletableFuture<@Nullable HealthAnswer>();
        parts.loop().accept(new Input.CheckAsked(bare(name), to));
        Life life = readings.find(name);
        var policy = life == null ? null : life.spec().health();
        Duration longest = policy == null ? MORE : policy.timeout().plus(MORE);
        return to.completeOnTimeout(
                new HealthAnswer(Health.UNKNOWN, "no answer from the supervisor", null, null),
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<@Nullable Liveness> liveness(String name, boolean provision) {
        return sessions.liveness(name, provision);
    }

    @Override
    public <T> CompletableFuture<Obtained<T>> session(String name, Class<T> type) {
        return sessions.session(name, type);
    }

    @Override
    public @Nullable Map<String, String> credentials(String name, String by) {
        return sessions.credentials(name, by);
    }

    @Override
    public CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        return alterations.reload(manifest, dryRun);
    }

    @Override
    public CompletableFuture<PluginAnswer> reloadPlugins(@Nullable String id) {
        return alterations.reloadPlugins(id);
    }

    @Override
    public CompletableFuture<PluginAnswer> enablePlugin(String id, boolean enabled) {
        return alterations.enablePlugin(id, enabled);
    }

    /// Looks at the plugins folders after something has happened there.
    ///
    /// @param patient whether it is not yet time for what has gone to be gone
    /// @return done with whether it is to be looked again in a while
    public CompletableFuture<Boolean> pluginsMoved(boolean patient) {
        return alterations.pluginsMoved(patient);
    }

    @Override
    public CompletableFuture<Reply> add(Map<String, Object> definition) {
        return alterations.add(definition);
    }

    @Override
    public CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        return alterations.define(bare(name), definition);
    }

    @Override
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        return alterations.remove(bare(name), stop);
    }

    @Override
    public CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        return alterations.discover(provider, options);
    }

    @Override
    public CompletableFuture<Reply> adopt(Adoption adoption) {
        return alterations.adopt(adoption);
    }

    @Override
    public CompletableFuture<Reply> upgrade(@Nullable Path home) {
        return alterations.upgrade(home);
    }

    @Override
    public CompletableFuture<Void> shutdown(String reason) {
        parts.loop().accept(new Input.Shutdown(Reason.of(Reason.Code.SHUTDOWN, reason), 0));
        return parts.ended().thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Boolean> await(String name, String condition, Duration timeout) {
        var held = new CompletableFuture<Boolean>();
        Input.Condition wanted =
                switch (condition) {
                    case "stopped" -> Input.Condition.STOPPED;
                    case "healthy" -> Input.Condition.HEALTHY;
                    default -> Input.Condition.READY;
                };
        parts.loop().accept(new Input.Awaited(bare(name), wanted, held));
        return held.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Duration longest(List<String> names) {
        Duration longest = Duration.ZERO;
        for (String name : names) {
            Life life = readings.find(name);
            if (life != null) {
                Duration all = Alterations.longest(life);
                longest = longest.compareTo(all) < 0 ? all : longest;
            }
        }
        return longest.isZero() ? MORE : longest;
    }

    private Reply late(String name, Duration longest) {
        Life life = readings.find(name);
        Phase phase = life == null ? Phase.UNKNOWN : life.state().phase();
        return new Reply.Failed(
                name, phase, "still " + phase.word() + " after " + longest.toSeconds() + " s");
    }

    /// The bare name of a service that is named by its bare name or its full key.
    private String bare(String name) {
        Life life = readings.find(name);
        return life == null ? name : life.name();
    }
}

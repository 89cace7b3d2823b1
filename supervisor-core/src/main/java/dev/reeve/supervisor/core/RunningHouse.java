package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.control.InForce;
import dev.reeve.supervisor.core.control.LocalSupervisor;
import dev.reeve.supervisor.core.engine.Effect;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.Engine;
import dev.reeve.supervisor.core.engine.EngineLoop;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.event.Retention;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.ledger.ReportTokens;
import dev.reeve.supervisor.core.ledger.StateLock;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.PluginRuntime;
import dev.reeve.supervisor.core.stats.StatsBoard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A supervisor that runs: everything in the order in which it needs each other, and its end in the
/// reverse.
final class RunningHouse implements House.Running {
    private static final Logger LOG = LoggerFactory.getLogger(RunningHouse.class);

    private final PluginRuntime plugins;
    private final Kernel kernel;
    private final StateLock lock;
    private final Journal journal;
    private final ActivityBoard board;
    private final Ledger ledger;
    private final Output output;
    private final EngineLoop loop;
    private final EffectRunner runner;
    private final Feeds feeds;
    private final Forwards forwards;
    private final LocalSupervisor supervisor;
    private final Subscriptions subscriptions;
    private final Reports reports;
    private final Handover handover;
    private final Recovery recovery;
    private final House.Start start;
    private final Set<String> wanted;
    private final Tidings tidings = new Tidings();
    private final Servers servers;
    private final Attachments attachments;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private RunningHouse(
            House.Start start, Plan plan, PluginRuntime plugins, Kernel kernel, StateLock lock)
            throws IOException {
        this.start = start;
        this.plugins = plugins;
        this.kernel = kernel;
        this.lock = lock;
        TimeSource time = TimeSource.system();
        Path state = plan.manifest().stateDirectory();
        var settings = plan.manifest().settings();
        var retention =
                new Retention(
                        settings.historyEvents(),
                        // An operation is told of at its beginning and at its end.
                        settings.historyMessages() + 2 * settings.historyThreads());
        journal = Journal.open(state.resolve("journal"), retention, time, tidings);
        ledger = Ledger.open(state, tidings);
        board =
                new ActivityBoard(
                        settings.historyMessages(), settings.historyThreads(), time.now());
        board.remember(Memories.of(journal, settings));
        var tokens = ReportTokens.in(state, tidings);
        var reporting = new Reporting(plan.manifest(), plugins, state, board, tokens);
        var stats = new StatsBoard(time);
        Guard guard = plugins.guard();
        servers = new Servers(guard, tidings);
        feeds = new Feeds(guard, stats, time, tidings);
        output = new Output(kernel, state, time, tidings);
        forwards = new Forwards(guard, output, time, tidings);
        var inForce = new InForce(start.source(), plan, feeds::now, forwards::now);
        var beside = new Beside(ledger, plugins, start.source(), plan, inForce, tidings);
        List<Life> lives = new ArrayList<>(plan.services().stream().map(Life::fresh).toList());
        lives.addAll(beside.lives());
        wanted = Beginnings.wanted(lives, start);
        var engine =
                new Engine(
                        lives,
                        settings.maxConcurrentStarts(),
                        settings.maxConcurrentRetries(),
                        settings.exitWhenIdle());
        loop = new EngineLoop(engine, journal, board, reporting, time, new SplittableRandom());
        tidings.to(loop::accept);
        Guards.begin(guard, plugins, start.bundledPlugins(), settings, loop::accept);
        runner =
                new EffectRunner(
                        guard,
                        kernel,
                        new Printed(output),
                        new Noted(ledger),
                        new EffectRunner.Surroundings(
                                Beginnings.inherited(start.environment()),
                                ledger.instance(),
                                ledger.life(),
                                state.resolve("notify"),
                                reporting::environment),
                        time,
                        loop::accept,
                        this::supervisor);
        feeds.from(runner);
        subscriptions = new Subscriptions(guard, plan.attached().subscribers(), journal, tidings);
        reports = new Reports(output, () -> loop.published().lives(), this::supervisor, tidings);
        forwards.also(reports::look);
        recovery = Recovery.of(ledger, kernel, lives, time.now());
        attachments =
                new Attachments(
                        plan.manifest(),
                        start.bundledPlugins(),
                        plugins,
                        servers,
                        forwards,
                        subscriptions,
                        tidings);
        Path bundled = start.bundledPlugins();
        handover = new Handover(start.again(), bundled == null ? null : bundled.getParent());
        supervisor =
                new LocalSupervisor(
                        new LocalSupervisor.Parts(
                                inForce,
                                loop,
                                runner,
                                journal,
                                board,
                                tokens,
                                ledger,
                                kernel,
                                output,
                                stats,
                                plugins,
                                attachments,
                                guard,
                                time,
                                Beginnings.version(),
                                state,
                                handover,
                                ended));
    }

    /// Takes the lock and begins.
    ///
    /// @throws IOException nothing was started; the message says why
    static RunningHouse begin(
            House.Start start, Plan plan, PluginRuntime plugins, Consumer<Supervisor> before)
            throws IOException {
        Kernel kernel = Kernel.system(TimeSource.system());
        StateLock lock;
        try {
            lock = StateLock.take(kernel, plan.manifest().stateDirectory());
        } catch (IOException held) {
            kernel.close();
            throw held;
        }
        RunningHouse house;
        try {
            house = new RunningHouse(start, plan, plugins, kernel, lock);
        } catch (IOException unusable) {
            kernel.close();
            lock.close();
            throw unusable;
        }
        try {
            house.servers.serve(plan.control(), house.supervisor);
            house.attachments.produce(
                    plan.attached().producers(), house.supervisor, house.board, house.loop::accept);
        } catch (IOException failure) {
            house.close(false);
            throw failure;
        }
        before.accept(house.supervisor);
        house.turn();
        house.attachments.watch(plan.manifest().settings(), house.supervisor);
        return house;
    }

    @Override
    public Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public CompletableFuture<Integer> ended() {
        return ended.copy();
    }

    @Override
    public void kill() {
        loop.accept(new Input.KillEverything());
    }

    @Override
    public @Nullable Map<String, Object> options(String service) {
        for (Life life : loop.published().lives()) {
            if (life.name().equals(service)
                    && life.latest().spec().work() instanceof Work.Other other) {
                return other.options().options();
            }
        }
        return null;
    }

    private void turn() {
        Map<String, Desired> kept = new LinkedHashMap<>(recovery.kept());
        if (start.services().isEmpty()) {
            // Someone has started it, and the manifest would not have.
            for (var one : kept.entrySet()) {
                if (one.getValue() == Desired.RUNNING) {
                    wanted.add(one.getKey());
                }
            }
        } else {
            // Whoever is named now is wanted now, whatever was wanted before.
            start.services().forEach(kept::remove);
        }
        String thread = Beginnings.up(board, wanted, TimeSource.system().now());
        var all = new CompletableFuture<List<Reply>>();
        loop.accept(new Input.Begin(wanted, kept, recovery.left(), thread, all));
        Sweep.begin(recovery.strangers(), kernel, tidings);
        Thread.ofPlatform()
                .name("engine")
                .start(
                        () -> {
                            Effect.Exit exit = loop.run(runner);
                            boolean handsOver = exit != null && exit.handsOver();
                            close(handsOver);
                            ended.complete(exit == null || handsOver ? 1 : exit.code());
                        });
    }

    /// Streams end before the control servers do, so that whoever watches sees the end.
    ///
    /// @param handsOver whether another supervisor goes on in this process
    private void close(boolean handsOver) {
        attachments.settle();
        runner.close();
        feeds.close();
        forwards.close();
        reports.close();
        output.close();
        if (!handsOver) {
            // Starts and stops were for this life of the supervisor; to hold back is for all.
            ledger.forgetDesired((_, desired) -> desired != Desired.SUSPENDED);
        }
        attachments.endProducers();
        journal.close();
        subscriptions.close();
        servers.close();
        ledger.close();
        lock.close();
        if (handsOver) {
            plugins.endPrograms();
            become();
        }
        kernel.close();
        plugins.close();
    }

    private void become() {
        try {
            kernel.become(handover.successor(), start.environment());
        } catch (IOException failure) {
            LOG.error("no other supervisor takes over: {}", failure.getMessage());
        }
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.control.LocalSupervisor;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.Engine;
import dev.reeve.supervisor.core.engine.EngineLoop;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Printing;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.ledger.StateLock;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plugin.PluginRuntime;
import dev.reeve.supervisor.core.stats.Running;
import dev.reeve.supervisor.core.stats.Sampler;
import dev.reeve.supervisor.core.stats.StatsBoard;
import dev.reeve.supervisor.core.stats.StatsFeed;
import dev.reeve.supervisor.core.time.TimeSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A supervisor that runs: everything in the order in which it needs each other, and its end in the
/// reverse.
final class RunningHouse implements House.Running {
    private static final Logger LOG = LoggerFactory.getLogger(RunningHouse.class);

    private final PluginRuntime plugins;
    private final Kernel kernel;
    private final StateLock lock;
    private final Journal journal;
    private final Output output;
    private final EngineLoop loop;
    private final EffectRunner runner;
    private final Sampler sampler;
    private final LocalSupervisor supervisor;
    private final TimeSource time;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private RunningHouse(
            House.Start start, Plan plan, PluginRuntime plugins, Kernel kernel, StateLock lock) {
        this.plugins = plugins;
        this.kernel = kernel;
        this.lock = lock;
        time = TimeSource.system();
        var settings = plan.manifest().settings();
        journal = new Journal(settings.historyEvents());
        var engine =
                new Engine(lives(plan), settings.maxConcurrentStarts(), settings.exitWhenIdle());
        loop = new EngineLoop(engine, journal, time, new SplittableRandom());
        output = new Output(kernel, plan.manifest().stateDirectory(), time, this::tell);
        runner =
                new EffectRunner(
                        kernel,
                        printing(output),
                        plans(plan),
                        inherited(start.environment()),
                        UUID.randomUUID().toString(),
                        loop::accept);
        var stats = new StatsBoard(time);
        supervisor =
                new LocalSupervisor(
                        new LocalSupervisor.Parts(
                                plan, loop, runner, journal, output, stats, plugins, time,
                                version(), ended));
        sampler = sampler(plan, stats);
    }

    private Sampler sampler(Plan plan, StatsBoard stats) {
        List<StatsFeed> feeds =
                plan.stats().stream()
                        .map(
                                one ->
                                        new StatsFeed(
                                                one.use().handler().kind(),
                                                one.handler(),
                                                one.use().interval(),
                                                one.services()))
                        .toList();
        return Sampler.start(feeds, stats, time, this::measured, this::tell);
    }

    private Map<String, Running> measured() {
        var measured = new LinkedHashMap<String, Running>();
        runner.running()
                .forEach(
                        (service, run) ->
                                measured.put(
                                        service, new Running(run.run(), run.child()::processes)));
        return measured;
    }

    /// Something went wrong that changes no service's state.
    private void tell(String text) {
        loop.accept(new Input.Happened(new Event.ErrorOccurred(null, null, text)));
    }

    /// Takes the lock and begins.
    ///
    /// @throws IOException nothing was started; the message says why
    static RunningHouse begin(House.Start start, Plan plan, PluginRuntime plugins)
            throws IOException {
        TimeSource time = TimeSource.system();
        Kernel kernel = Kernel.system(time);
        StateLock lock;
        try {
            lock = StateLock.take(kernel, plan.manifest().stateDirectory());
        } catch (IOException held) {
            kernel.close();
            throw held;
        }
        var house = new RunningHouse(start, plan, plugins, kernel, lock);
        try {
            house.serve(plan);
        } catch (IOException failure) {
            house.close();
            throw failure;
        }
        house.turn(plan, start);
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

    private void serve(Plan plan) throws IOException {
        for (Plan.NamedControl control : plan.control()) {
            try {
                servers.add(control.server().serve(supervisor));
            } catch (Exception failure) {
                String why =
                        failure.getMessage() == null ? failure.toString() : failure.getMessage();
                throw new IOException("cannot serve `" + control.name() + "`: " + why, failure);
            }
        }
    }

    private void turn(Plan plan, House.Start start) {
        loop.accept(new Input.Begin(wanted(plan, start)));
        Thread.ofPlatform()
                .name("engine")
                .start(
                        () -> {
                            Integer code = loop.run(runner);
                            close();
                            ended.complete(code == null ? 1 : code);
                        });
    }

    /// Streams end before the control servers do, so that whoever watches sees the end.
    private void close() {
        runner.close();
        sampler.close();
        output.close();
        journal.close();
        for (AutoCloseable server : servers.reversed()) {
            try {
                server.close();
            } catch (Exception failure) {
                LOG.warn("cannot end a control server: {}", failure.toString());
            }
        }
        kernel.close();
        plugins.close();
        lock.close();
    }

    private static Set<String> wanted(Plan plan, House.Start start) {
        if (!start.services().isEmpty()) {
            return new LinkedHashSet<>(start.services());
        }
        var wanted = new LinkedHashSet<String>();
        for (ServicePlan service : plan.services()) {
            if (service.spec().autostart()) {
                wanted.add(service.spec().name());
            }
        }
        return wanted;
    }

    private static List<Life> lives(Plan plan) {
        var waitedFor = new HashSet<String>();
        for (ServicePlan service : plan.services()) {
            service.spec().dependencies().forEach(one -> waitedFor.add(one.service()));
        }
        return plan.services().stream()
                .map(service -> fresh(service, waitedFor.contains(service.spec().name())))
                .toList();
    }

    private static Life fresh(ServicePlan plan, boolean waitedFor) {
        boolean probes = plan.ready() != null;
        boolean hooks = !plan.hooks().isEmpty();
        var parts = new Life.Parts(probes || hooks, waitedFor && !probes, probes, hooks);
        return Life.fresh(plan.spec(), parts);
    }

    private static Map<String, ServicePlan> plans(Plan plan) {
        var plans = new LinkedHashMap<String, ServicePlan>();
        plan.services().forEach(service -> plans.put(service.spec().name(), service));
        return plans;
    }

    /// Our own settings, tokens among them, are nobody else's.
    private static Map<String, String> inherited(Map<String, String> environment) {
        var inherited = new LinkedHashMap<>(environment);
        inherited.keySet().removeIf(name -> name.startsWith("REEVE_"));
        return inherited;
    }

    private static Printing printing(Output output) {
        return new Printing() {
            @Override
            public Streams open(String service, int run, LogPolicy logs) {
                Output.Streams streams = output.open(service, run, logs);
                return new Streams(streams.stdout(), streams.stderr());
            }

            @Override
            public void ended(String service, int run) {
                output.ended(service, run);
            }
        };
    }

    private static String version() {
        Module module = RunningHouse.class.getModule();
        var descriptor = module.getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }
}

package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.engine.EffectRunner.Surroundings;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// How runs get their children. Every call holds on to its thread, for a fraction of a millisecond
/// as a rule.
record Spawning(
        Guard guard,
        Kernel kernel,
        Printing printing,
        RunRecords ledger,
        Surroundings surroundings,
        ReadyCalls ready,
        Consumer<Input> inbox) {
    /// Spawns a run; answers `Spawned` or `SpawnFailed`.
    void spawn(ActiveRun active) {
        ServiceSpec spec = active.plan().spec();
        int run = active.run();
        if (!(spec.work() instanceof Work.ChildProcess process)) {
            throw new IllegalStateException(spec.name() + " is no process");
        }
        Printing.Streams streams = streams(active);
        if (streams == null) {
            return;
        }
        ledger.begins(spec, run);
        var request =
                new SpawnRequest(
                        process.command(),
                        process.directory(),
                        environment(process, spec.name(), active),
                        process.settings(),
                        streams.stdout(),
                        streams.stderr());
        switch (kernel.spawn(request, child -> born(active, child), active::told)) {
            case Spawn.Spawned _ -> {}
            case Spawn.Refused(String text, boolean passing) ->
                    active.say(new Observation.SpawnFailed(run, text, passing));
        }
    }

    private void born(ActiveRun active, Child child) {
        ledger.spawned(active.plan().spec().key(), active.run(), child);
        active.spawned(child);
    }

    /// Takes a run over that lives already; answers as a spawn does.
    void adopt(ActiveRun active, AdoptRequest request) {
        int run = active.run();
        if (streams(active) == null) {
            return;
        }
        try {
            ready.rejoin(active);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        // One of ours is written down already, as it was begun.
        boolean strange = request.token() == null;
        if (strange) {
            ledger.begins(active.plan().spec(), run);
        }
        Consumer<Child> born = strange ? child -> born(active, child) : active::spawned;
        switch (kernel.adopt(request, born, active::told)) {
            case Spawn.Spawned _ -> {}
            case Spawn.Refused(String text, boolean passing) ->
                    active.say(new Observation.SpawnFailed(run, text, passing));
        }
    }

    /// Sends what a run prints elsewhere.
    void reopen(ServicePlan plan, int run) {
        try {
            printing.open(plan.name(), run, plan.spec().logs());
        } catch (IOException failed) {
            String text = "cannot open its output anew: " + failed.getMessage();
            inbox.accept(new Input.Happened(new Event.ErrorOccurred(plan.spec().key(), run, text)));
        }
    }

    /// What the run prints to, opened; null where that fails, and is told.
    private Printing.@Nullable Streams streams(ActiveRun active) {
        ServiceSpec spec = active.plan().spec();
        try {
            active.keepOutput(guard, printing::follow);
            return printing.open(spec.name(), active.run(), spec.logs());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException failed) {
            String text = "cannot open the output of `" + spec.name() + "`: " + failed.getMessage();
            active.say(new Observation.SpawnFailed(active.run(), text, true));
            return null;
        }
    }

    private Map<String, String> environment(
            Work.ChildProcess process, String service, ActiveRun active) {
        var environment = new HashMap<String, String>();
        if (process.inheritEnvironment()) {
            environment.putAll(surroundings.inherited());
        }
        environment.putAll(surroundings.told().apply(service));
        environment.putAll(process.environment());
        environment.putAll(active.environment());
        environment.put(
                "REEVE_RUN",
                "%s:%s:%d:%d"
                        .formatted(
                                surroundings.instance(),
                                service,
                                active.run(),
                                surroundings.life()));
        return environment;
    }
}

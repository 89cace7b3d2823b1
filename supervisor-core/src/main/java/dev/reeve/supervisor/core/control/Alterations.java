package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor.Discovery;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.ledger.DisabledPlugins;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// What alters the supervisor as a whole: done one after another, on a thread of its own, so that
/// each is planned against what the one before has left.
final class Alterations {
    /// What an answer may take beyond all that is known to take time.
    private static final Duration MORE = Duration.ofSeconds(10);

    private static final String KILLED = "the operation was killed";

    private final Parts parts;
    private final Reload reload;
    private final Amendments amendments;
    private final Adoptions adoptions;
    private final Discoveries discoveries;
    private final PluginSwaps swaps;
    private final Readings readings;

    // What is being done; only the thread that does it looks at it.
    private @Nullable Alteration at;

    private final ExecutorService one =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("alterations").factory());

    Alterations(Parts parts, Readings readings) {
        this.parts = parts;
        this.readings = readings;
        var engine =
                new Reload.Engine() {
                    @Override
                    public List<Life> lives() {
                        return parts.loop().published().lives();
                    }

                    @Override
                    public void accept(Input input) {
                        parts.loop().accept(input);
                    }

                    @Override
                    public boolean take() {
                        Alteration operation = at;
                        return operation == null || operation.take();
                    }

                    @Override
                    public @Nullable String change(Input.Change change, List<String> touched) {
                        return applied(change, touched);
                    }
                };
        reload = new Reload(parts.inForce(), parts.catalog(), engine);
        amendments = new Amendments(parts.inForce(), parts.catalog(), parts.ledger(), engine);
        adoptions = new Adoptions(parts.kernel(), amendments, readings::owner);
        discoveries = new Discoveries(parts.catalog(), parts.guard(), parts.inForce());
        swaps =
                new PluginSwaps(
                        parts.catalog(),
                        parts.inForce(),
                        DisabledPlugins.in(parts.stateDirectory()),
                        parts.around(),
                        engine);
    }

    CompletableFuture<PluginAnswer> reloadPlugins(@Nullable String id) {
        return done("plugins", List.of(), () -> swaps.reload(id), PluginAnswer::error);
    }

    CompletableFuture<PluginAnswer> enablePlugin(String id, boolean enabled) {
        return done("plugins", List.of(), () -> swaps.enable(id, enabled), PluginAnswer::error);
    }

    /// Something has happened in a plugins folder.
    ///
    /// @param patient whether what is gone may come back at once, as where somebody replaces it
    /// @return whether it is to be looked again in a while
    CompletableFuture<Boolean> pluginsMoved(boolean patient) {
        return CompletableFuture.supplyAsync(swaps::look, one)
                .thenCompose(
                        seen ->
                                seen.news() && !(seen.gone() && patient)
                                        ? reloadPlugins(null).thenApply(_ -> false)
                                        : CompletableFuture.completedFuture(seen.gone()));
    }

    CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        if (dryRun) {
            return CompletableFuture.supplyAsync(() -> reload.run(manifest, true), one);
        }
        return done("reload", List.of(), () -> reloaded(manifest), ReloadAnswer::error);
    }

    private ReloadAnswer reloaded(@Nullable Path manifest) {
        List<String> before = disabled();
        ReloadAnswer answer = reload.run(manifest, false);
        if (before.equals(disabled())) {
            return answer;
        }
        PluginAnswer swapped = swaps.reload(null);
        var notes = new ArrayList<>(answer.notes());
        swapped.lacking().forEach((name, why) -> notes.add("`" + name + "` cannot be run: " + why));
        if (swapped.error() != null) {
            notes.add(swapped.error());
        }
        return answer.with(notes);
    }

    private List<String> disabled() {
        return parts.inForce().plan().disabledPlugins();
    }

    CompletableFuture<Reply> add(Map<String, Object> definition) {
        return changed("add", name(definition), () -> amendments.add(definition));
    }

    CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        // What it writes down cannot be taken back.
        return changed("define", name, atOnce(name, () -> amendments.define(name, definition)));
    }

    CompletableFuture<Reply> remove(String name, boolean stop) {
        return changed("remove", name, () -> amendments.remove(name, stop));
    }

    CompletableFuture<Reply> adopt(Adoption adoption) {
        return changed("adopt", adoption.name(), () -> adoptions.adopt(adoption));
    }

    CompletableFuture<Reply> upgrade(@Nullable Path home) {
        return changed(
                "upgrade",
                null,
                atOnce(
                        readings.status().name(),
                        () -> {
                            String refusal = parts.succession().prepare(home);
                            if (refusal != null) {
                                return Amendments.conflict(readings.status().name(), refusal);
                            }
                            parts.loop()
                                    .accept(
                                            new Input.HandOver(
                                                    Reason.of(
                                                            Reason.Code.SHUTDOWN,
                                                            "another supervisor takes over")));
                            return new Reply.Done(
                                    readings.status().name(), true, Phase.RUNNING, null);
                        }));
    }

    /// Searches have no order among each other, nor with what is altered.
    CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        var found = new CompletableFuture<Discovery>();
        Thread.ofVirtual()
                .name("discover")
                .start(
                        () -> {
                            try {
                                found.complete(strangers(discoveries.run(provider, options)));
                            } catch (RuntimeException bug) {
                                found.completeExceptionally(bug);
                            }
                        });
        return found;
    }

    /// The longest time that all that can be asked of a service takes.
    static Duration longest(Life life) {
        var stop = life.spec().stop();
        return life.spec().startTimeout().plus(stop.timeout()).plus(stop.killTimeout()).plus(MORE);
    }

    private Discovery strangers(Discovery found) {
        Set<Long> ours = new HashSet<>();
        ours.add(ProcessHandle.current().pid());
        parts.runner().running().values().forEach(run -> ours.addAll(run.child().processes()));
        List<Discovered> items =
                found.items().stream()
                        .filter(one -> !ours.contains(one.pid()) && !isReeve(one))
                        .toList();
        return new Discovery(items, found.problems());
    }

    /// Whether it is a supervisor of its own, or someone who asks one, such as whoever asks us now.
    private static boolean isReeve(Discovered one) {
        return one.command().contains("dev.reeve.supervisor.launcher.Main");
    }

    private CompletableFuture<Reply> changed(
            String operation, @Nullable String service, Supplier<Reply> work) {
        List<String> participants = service == null ? List.of() : List.of(service);
        return done(operation, participants, work, Alterations::error);
    }

    /// Work that can no longer be killed once it has begun.
    private Supplier<Reply> atOnce(String name, Supplier<Reply> work) {
        return () -> {
            Alteration operation = at;
            return operation == null || operation.take()
                    ? work.get()
                    : Amendments.conflict(name, KILLED);
        };
    }

    private static @Nullable String error(Reply reply) {
        return switch (reply) {
            case Reply.Done _ -> null;
            case Reply.Failed failed -> failed.text();
            case Reply.Refused refused -> refused.text();
        };
    }

    private static @Nullable String name(Map<String, Object> definition) {
        return definition.get("name") instanceof String name ? name : null;
    }

    /// @param error what went wrong with it, or null
    private <T> CompletableFuture<T> done(
            String word,
            List<String> participants,
            Supplier<T> work,
            Function<T, @Nullable String> error) {
        var operation = new Alteration(parts, word, participants);
        return CompletableFuture.supplyAsync(
                () -> {
                    at = operation;
                    T result = operation.run(work, error);
                    at = null;
                    return result;
                },
                one);
    }

    private @Nullable String applied(Input.Change change, List<String> touched) {
        Duration longest = MORE;
        for (Life life : parts.loop().published().lives()) {
            boolean meant =
                    touched.contains(life.name())
                            || change.changes().removed().contains(life.name());
            if (meant && longest.compareTo(longest(life)) < 0) {
                longest = longest(life);
            }
        }
        Alteration operation = at;
        if (operation != null && !operation.take()) {
            return KILLED;
        }
        parts.loop().accept(operation == null ? change : operation.of(change));
        try {
            return change.to().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // It is on its way, and whoever asks for the services sees how far it has come.
            return null;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the engine answers with values only", bug);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "the supervisor stops";
        }
    }

    /// What is wrong with a search.
    static Discovery wrong(List<Problem> problems) {
        return new Discovery(List.of(), problems);
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.PluginAnswer.Change;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.ledger.DisabledPlugins;
import dev.reeve.supervisor.core.plan.Changes;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.Refitting;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.PluginRuntime;
import dev.reeve.supervisor.core.plugin.Proposal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Looks at the plugins folders again, and uses what is there by now: all that has changed at once,
/// but for plugins that services could not be run with. For one thread.
public final class PluginSwaps {
    private final PluginRuntime plugins;
    private final InForce inForce;
    private final DisabledPlugins disabled;
    private final Around around;
    private final Reload.Engine engine;

    /// What has plugins and is no service: control servers, subscribers, producers, forwarders.
    public interface Around {
        /// Lets other plugins go on with what those do that are not in use any more.
        ///
        /// @param old whether something was made by such a plugin
        void refit(Catalog catalog, Predicate<Object> old);

        /// What is fed by services is about to be fed anew.
        void dropped(Predicate<Object> old);

        /// Something was given back: what is still held of it is to be found out in a while.
        void givenBack();
    }

    PluginSwaps(
            PluginRuntime plugins,
            InForce inForce,
            DisabledPlugins disabled,
            Around around,
            Reload.Engine engine) {
        this.plugins = plugins;
        this.inForce = inForce;
        this.disabled = disabled;
        this.around = around;
        this.engine = engine;
    }

    /// @param id loaded again whether it has changed or not; null for none
    PluginAnswer reload(@Nullable String id) {
        if (id != null && find(id) == null) {
            PluginAnswer scanned = scan(Set.of());
            return find(id) == null ? PluginAnswer.refused(unknown(id)) : scanned;
        }
        return scan(id == null ? Set.of() : Set.of(id));
    }

    PluginAnswer enable(String id, boolean enabled) {
        if (enabled && inForce.plan().disabledPlugins().contains(id)) {
            return PluginAnswer.refused(
                    "`" + id + "` is disabled in the manifest: take it out there");
        }
        try {
            if (find(id) == null && !disabled.ids().contains(id)) {
                return PluginAnswer.refused(unknown(id));
            }
            disabled.set(id, enabled);
        } catch (IOException unwritten) {
            return PluginAnswer.refused("that cannot be remembered: " + unwritten.getMessage());
        }
        return scan(Set.of());
    }

    /// Whether there is something new in the plugins folders, and whether something is gone.
    Seen look() {
        try {
            Proposal proposal = plugins.propose(ids(), Set.of(), Set.of());
            Seen seen = new Seen(!plugins.isAsKnown(proposal), !proposal.removed().isEmpty());
            plugins.drop(proposal);
            return seen;
        } catch (IOException | UncheckedIOException unreadable) {
            return new Seen(false, false);
        }
    }

    /// What is to be seen in the plugins folders.
    ///
    /// @param news whether anything is not as it was, be it good or bad
    /// @param gone whether a plugin in use is not there any more
    record Seen(boolean news, boolean gone) {}

    private PluginAnswer scan(Set<String> anew) {
        var refused = new LinkedHashMap<String, Refused>();
        Proposal open = null;
        try {
            while (true) {
                Proposal proposal = plugins.propose(ids(), anew, refused.keySet());
                open = proposal;
                Draft draft = draft(proposal);
                if (!refuse(proposal, draft.refitting().guilty(), refused)) {
                    if (!engine.take()) {
                        return PluginAnswer.refused("the operation was killed");
                    }
                    open = null;
                    return applied(proposal, draft, refused);
                }
                plugins.drop(proposal);
                open = null;
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return PluginAnswer.refused("cannot read the plugins: " + unreadable.getMessage());
        } finally {
            if (open != null) {
                plugins.drop(open);
            }
        }
    }

    /// Refuses what does not go well. Where that alone is no remedy, a plugin that it depends on is
    /// what does not: then nothing that was replaced is used.
    ///
    /// @return whether there is more to refuse than was refused before
    private static boolean refuse(
            Proposal proposal, Map<String, String> guilty, Map<String, Refused> refused) {
        int before = refused.size();
        guilty.forEach(
                (id, why) ->
                        refused.computeIfAbsent(id, _ -> new Refused(proposal.version(id), why)));
        if (!guilty.isEmpty() && refused.size() == before) {
            String why = guilty.values().iterator().next();
            for (Proposal.Changed changed : proposal.changes()) {
                if (changed.what() == Proposal.Change.REPLACED) {
                    refused.putIfAbsent(changed.id(), new Refused(changed.version(), why));
                }
            }
        }
        return refused.size() > before;
    }

    private record Refused(@Nullable String version, String why) {}

    /// What a proposal would make of everything.
    private record Draft(Refitting refitting, List<Changes.Refitted> services) {}

    @SuppressWarnings("ReferenceEquality") // the same object says that nothing is different
    private Draft draft(Proposal proposal) {
        var refitting = new Refitting(proposal);
        Plan whole = inForce.plan();
        List<Changes.Refitted> services = new ArrayList<>();
        for (Life life : engine.lives()) {
            ServicePlan plan = refitting.of(life.plan(), whole);
            ServicePlan latest = life.drift() ? refitting.of(life.latest(), whole) : plan;
            if (plan != life.plan() || (life.drift() && latest != life.latest())) {
                services.add(new Changes.Refitted(life.name(), List.of(plan, latest)));
            }
        }
        // Also what belongs to no single service must go well with what has taken a place.
        refitting.of(whole);
        return new Draft(refitting, services);
    }

    private PluginAnswer applied(Proposal proposal, Draft draft, Map<String, Refused> refused) {
        refused.forEach((id, one) -> proposal.note(id, notUsed(one)));
        List<Change> changes = changes(proposal, refused);
        if (changes.isEmpty() && draft.services().isEmpty()) {
            plugins.use(proposal);
            plugins.giveBack(proposal);
            return new PluginAnswer(true, List.of(), List.of(), Map.of(), null);
        }
        plugins.use(proposal);
        String refusal = null;
        List<String> names =
                draft.services().stream().map(Changes.Refitted::service).sorted().toList();
        if (!names.isEmpty()) {
            var change =
                    new Input.Change(
                            Changes.refitting(draft.services()),
                            Set.of(),
                            Map.of(),
                            null,
                            new CompletableFuture<>());
            refusal = engine.change(change, names);
        }
        around.dropped(proposal::isOld);
        inForce.refit(draft.refitting()::of, proposal::isOld);
        around.refit(proposal.catalog(), proposal::isOld);
        plugins.giveBack(proposal);
        changes.forEach(change -> plugins.guard().forgive(change.id()));
        changes.forEach(change -> engine.accept(new Input.Happened(told(change))));
        around.givenBack();
        Map<String, String> lacking = draft.refitting().lacking();
        return new PluginAnswer(
                refusal == null && refused.isEmpty(),
                changes,
                names.stream().filter(name -> !lacking.containsKey(name)).toList(),
                lacking,
                refusal == null ? error(refused) : refusal);
    }

    private static List<Change> changes(Proposal proposal, Map<String, Refused> refused) {
        List<Change> changes = new ArrayList<>();
        for (Proposal.Changed one : proposal.changes()) {
            String what = one.what().name().toLowerCase(Locale.ROOT);
            changes.add(new Change(one.id(), one.version(), what, null));
        }
        refused.forEach(
                (id, one) -> changes.add(new Change(id, one.version(), "refused", one.why())));
        return changes;
    }

    private static Event told(Change change) {
        return switch (change.what()) {
            case "removed" -> new Event.PluginChanged(change.id(), "removed", null);
            case "refused" -> new Event.PluginChanged(change.id(), "failed", change.error());
            default -> new Event.PluginChanged(change.id(), "started", null);
        };
    }

    private static String notUsed(Refused one) {
        return "version %s is not used, the one before is kept: %s"
                .formatted(one.version(), one.why());
    }

    private static @Nullable String error(Map<String, Refused> refused) {
        return refused.isEmpty()
                ? null
                : refused.entrySet().stream()
                        .map(one -> "plugin " + one.getKey() + ": " + notUsed(one.getValue()))
                        .reduce((first, second) -> first + "; " + second)
                        .orElseThrow();
    }

    private Collection<String> ids() throws IOException {
        return disabled.with(inForce.plan().disabledPlugins());
    }

    private @Nullable PluginSnapshot find(String id) {
        return plugins.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static String unknown(String id) {
        return "no plugin is called `" + id + "`";
    }
}

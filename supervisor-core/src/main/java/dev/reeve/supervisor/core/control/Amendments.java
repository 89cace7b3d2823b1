package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.plan.Changes;
import dev.reeve.supervisor.core.plan.Difference;
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plugin.Catalog;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Services beside the manifest: they are planned as the manifest's are, and kept in the ledger
/// before anyone is told that they are there. For one thread.
final class Amendments {
    static final String DYNAMIC = "dynamic";
    static final String ADOPTED = "adopted";
    private static final String MANIFEST = "manifest";

    private final InForce inForce;
    private final Catalog catalog;
    private final Ledger ledger;
    private final Reload.Engine engine;

    Amendments(InForce inForce, Catalog catalog, Ledger ledger, Reload.Engine engine) {
        this.inForce = inForce;
        this.catalog = catalog;
        this.ledger = ledger;
        this.engine = engine;
    }

    Reply add(Map<String, Object> definition) {
        String name = String.valueOf(definition.get("name"));
        if (find(name) != null) {
            return taken(name);
        }
        int most = inForce.plan().maxDynamic();
        long count =
                engine.lives().stream()
                        .filter(life -> life.spec().key().source().equals(DYNAMIC))
                        .count();
        if (most >= 0 && count >= most) {
            return new Reply.Refused(
                    name,
                    Reply.Kind.CAPACITY,
                    "there are %d dynamic services, and `max_dynamic` is %d".formatted(count, most),
                    List.of());
        }
        return added(name, DYNAMIC, definition, null);
    }

    Reply define(String name, Map<String, Object> definition) {
        Map<String, Object> named = new LinkedHashMap<>(definition);
        Object other = named.putIfAbsent("name", name);
        if (other != null && !other.equals(name)) {
            String text = "must be `" + name + "`, as the path says, or be left out";
            return invalid(name, List.of(Problem.at(null, "name", text)));
        }
        Life life = find(name);
        if (life == null) {
            return add(named);
        }
        String source = life.spec().key().source();
        if (source.equals(MANIFEST)) {
            return conflict(name, "`" + name + "` is in the manifest: change it there, and reload");
        }
        return switch (planned(source, named)) {
            case Checked.Invalid<Plan>(List<Problem> problems) -> invalid(name, problems);
            case Checked.Valid<Plan>(Plan plan) -> redefined(life, plan, named);
        };
    }

    Reply remove(String name, boolean stop) {
        Life life = find(name);
        if (life == null) {
            return new Reply.Refused(
                    name, Reply.Kind.UNKNOWN, "no service is called `" + name + "`", List.of());
        }
        if (life.spec().key().source().equals(MANIFEST)) {
            return conflict(name, "`" + name + "` is in the manifest: remove it there, and reload");
        }
        boolean lives = life.state().alive() || life.state().livingPid() != null;
        if (lives && !stop) {
            return conflict(
                    name,
                    "`%s` is %s: stop it first, or remove it with `stop`"
                            .formatted(name, life.state().phase().word()));
        }
        String refusal = changed(Changes.removing(name), Set.of(), Map.of(), List.of(name));
        if (refusal != null) {
            return conflict(name, refusal);
        }
        ledger.forget(life.spec().key());
        inForce.remove(name);
        return new Reply.Done(name, true, Phase.STOPPED, null);
    }

    /// One service more.
    ///
    /// @param found its run, where it lives already
    Reply added(
            String name, String source, Map<String, Object> definition, Ask.@Nullable Found found) {
        if (find(name) != null) {
            return taken(name);
        }
        return switch (planned(source, definition)) {
            case Checked.Invalid<Plan>(List<Problem> problems) -> invalid(name, problems);
            case Checked.Valid<Plan>(Plan plan) -> {
                ServicePlan service = plan.services().getFirst();
                ServiceKey key = service.spec().key();
                ledger.define(key, definition);
                boolean starts = found == null && service.spec().autostart();
                String refusal =
                        changed(
                                Changes.adding(service),
                                starts ? Set.of(name) : Set.of(),
                                found == null ? Map.of() : Map.of(name, found),
                                List.of(name));
                if (refusal != null) {
                    ledger.forget(key);
                    yield conflict(name, refusal);
                }
                inForce.add(name, plan);
                yield new Reply.Done(name, true, phase(name), null);
            }
        };
    }

    private Reply redefined(Life life, Plan plan, Map<String, Object> definition) {
        ServicePlan service = plan.services().getFirst();
        ServiceSpec before = life.latest().spec();
        String name = life.name();
        if (before.equals(service.spec())) {
            return new Reply.Done(name, false, life.state().phase(), null);
        }
        ledger.define(service.spec().key(), definition);
        How how = Difference.how(before, service.spec()) == How.IN_PLACE ? How.IN_PLACE : How.LATER;
        String refusal =
                changed(
                        Changes.renewing(service.awaited(life.latest().awaited()), how),
                        Set.of(),
                        Map.of(),
                        List.of());
        if (refusal != null) {
            return conflict(name, refusal);
        }
        inForce.add(name, plan);
        Life now = find(name);
        boolean drift = now != null && now.drift();
        return new Reply.Done(
                name,
                true,
                phase(name),
                drift ? "it goes on by its old definition until it is restarted" : null);
    }

    private Checked<Plan> planned(String source, Map<String, Object> definition) {
        List<ServiceSpec> others =
                engine.lives().stream().map(life -> life.latest().spec()).toList();
        return inForce.source().planBeside(catalog, source, definition, inForce.plan(), others);
    }

    private @Nullable String changed(
            Changes changes,
            Set<String> start,
            Map<String, Ask.Found> found,
            List<String> touched) {
        var to = new CompletableFuture<@Nullable String>();
        return engine.change(new Input.Change(changes, start, found, null, to), touched);
    }

    @Nullable Life find(String name) {
        for (Life life : engine.lives()) {
            if (life.name().equals(name)) {
                return life;
            }
        }
        return null;
    }

    private Phase phase(String name) {
        Life life = find(name);
        return life == null ? Phase.STOPPED : life.state().phase();
    }

    private Reply taken(String name) {
        return conflict(name, "a service is called `" + name + "` already");
    }

    static Reply conflict(String name, String text) {
        return new Reply.Refused(name, Reply.Kind.CONFLICT, text, List.of());
    }

    private static Reply invalid(String name, List<Problem> problems) {
        String text =
                problems.size() == 1
                        ? "the definition has a mistake: " + problems.getFirst()
                        : "the definition has " + problems.size() + " mistakes";
        return new Reply.Refused(name, Reply.Kind.INVALID, text, problems);
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.plan.ManifestSchema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All who act: what they are is read from the services and plugins, and what they do from the
/// board.
final class Cast {
    private final Parts parts;
    private final Readings readings;

    Cast(Parts parts, Readings readings) {
        this.parts = parts;
        this.readings = readings;
    }

    /// By name.
    List<Actor> all() {
        var all = new TreeMap<String, Actor>();
        put(all, supervisor());
        put(all, operator());
        readings.lives().forEach(life -> put(all, of(life)));
        parts.catalog().plugins().forEach(plugin -> put(all, of(plugin)));
        board().parts().forEach(name -> put(all, part(name)));
        return List.copyOf(all.values());
    }

    @Nullable Actor find(String name) {
        if (name.equals(Actor.SUPERVISOR)) {
            return supervisor();
        }
        if (name.equals(Actor.OPERATOR)) {
            return operator();
        }
        Life life = readings.find(name);
        if (life != null) {
            return of(life);
        }
        for (PluginSnapshot plugin : parts.catalog().plugins()) {
            if (name.equals(Actor.PLUGIN + plugin.id())) {
                return of(plugin);
            }
        }
        return board().parts().contains(name) ? part(name) : null;
    }

    int size() {
        return 2
                + readings.lives().size()
                + parts.catalog().plugins().size()
                + board().parts().size();
    }

    /// What can be configured about it, as a JSON Schema; null where nothing is known.
    @Nullable Map<String, Object> schema(String name) {
        if (readings.find(name) != null) {
            return ManifestSchema.service(parts.catalog());
        }
        for (PluginSnapshot plugin : parts.catalog().plugins()) {
            if (name.equals(Actor.PLUGIN + plugin.id())) {
                return ManifestSchema.plugin(parts.catalog(), plugin.provides());
            }
        }
        return name.equals(Actor.SUPERVISOR) ? ManifestSchema.of(parts.catalog()) : null;
    }

    private Actor supervisor() {
        Actor seen = board().actor(Actor.SUPERVISOR, "supervisor", "keeps the services", List.of());
        boolean busy = board().counts().active() > 0;
        return new Actor(
                seen.name(),
                seen.kind(),
                seen.description(),
                seen.peers(),
                busy ? Activity.PROCESSING : Activity.IDLE,
                seen.thread(),
                seen.lastActivityAt(),
                seen.messageCount(),
                (long) parts.loop().waiting());
    }

    private Actor operator() {
        return board().actor(Actor.OPERATOR, "operator", "whoever asks from outside", List.of());
    }

    private Actor of(Life life) {
        ServiceSpec spec = life.latest().spec();
        String about = spec.description() == null ? "" : spec.description();
        List<String> peers =
                spec.dependencies().stream().map(Dependency::service).sorted().toList();
        return board().actor(life.name(), spec.key().kind(), about, peers);
    }

    private Actor of(PluginSnapshot plugin) {
        return board().actor(Actor.PLUGIN + plugin.id(), "plugin", "", List.of());
    }

    private Actor part(String name) {
        String whole = name.substring(0, name.indexOf(':'));
        return board().actor(name, "part", "", List.of(whole));
    }

    private ActivityBoard board() {
        return parts.board();
    }

    private static void put(Map<String, Actor> all, Actor actor) {
        all.put(actor.name(), actor);
    }
}

package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.PlanContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the plugins offer, by door and kind.
public interface Catalog {
    /// The kinds that a door offers, sorted.
    Set<String> kinds(Door<?> door);

    /// Makes a product for a use in a manifest. Whatever is wrong (no such kind, an unknown or
    /// missing option, a bad value, a plugin that throws) is told, all of it, and null is returned.
    ///
    <P> @Nullable P create(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            Spot spot,
            Consumer<Problem> problems);

    /// The same for a use whose options stand below its kind.
    ///
    /// @param key the dotted path of the use, without the kind: `services.db.ready`
    /// @param places where a dotted path was written, or null: `services.db.ready.tcp.port`
    default <P> @Nullable P create(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            String key,
            Function<String, @Nullable Location> places,
            Consumer<Problem> problems) {
        String path = key + "." + use.kind();
        return create(door, use, context, new Spot(path, path, places), problems);
    }

    /// Where a use is written.
    ///
    /// @param kind the dotted path of the kind: `services.db.ready.tcp`, `services.s.backend`
    /// @param options the dotted path of its options: `services.db.ready.tcp`, `services.s.config`
    /// @param places where a dotted path was written, or null: `services.db.ready.tcp.port`
    record Spot(String kind, String options, Function<String, @Nullable Location> places) {}

    /// Services that what a use makes cannot do without; empty where it cannot be asked, since that
    /// is told when it is made.
    List<String> requires(Door<?> door, PluginUse use);

    /// The JSON Schema of a kind's options: of a mapping; empty, which takes anything, where there
    /// is no such kind or its plugin cannot say.
    Map<String, Object> schema(Door<?> door, String kind);

    /// Every plugin that was found, good or bad, sorted by id.
    List<PluginSnapshot> plugins();

    /// Whether a plugin that calls with its context class loader set is the owner of this product;
    /// its id, or null for the platform's own.
    @Nullable String owner(Object product);
}

package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;
import dev.reeve.supervisor.core.text.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A handful of kinds that check their options as the real ones do, and do nothing else.
final class FakeCatalog implements Catalog {
    private static final Map<Door<?>, SortedMap<String, Kind<?>>> KINDS =
            Map.of(
                    Door.READY_STRATEGY,
                    sorted(
                            new Kind<ReadyStrategy>("tcp", "port", "host", () -> run -> {}),
                            new Kind<ReadyStrategy>("file", "path", "max_age", () -> run -> {}),
                            new Kind<ReadyStrategy>("pipe", "path", "", () -> run -> {})),
                    Door.LIFECYCLE_HOOK,
                    sorted(
                            new Kind<LifecycleHook>("audit", "", "", () -> (moment, context) -> {}),
                            new Kind<LifecycleHook>(
                                    "exec", "command", "when", () -> (moment, context) -> {})),
                    Door.STATS_HANDLER,
                    sorted(new Kind<StatsHandler>("csv", "path", "", () -> samples -> {})),
                    Door.SESSION_BACKEND,
                    sorted(
                            new Kind<SessionBackend>(
                                    "fake", "url", "through", () -> opening -> null)),
                    Door.SERVICE_KIND,
                    sorted(new Kind<SessionBackend>("lamp", "", "colour", () -> opening -> null)),
                    Door.CONTROL_SERVER,
                    sorted(
                            new Kind<ControlServer>("tcp", "", "", () -> supervisor -> () -> {}),
                            new Kind<ControlServer>("unix", "", "", () -> supervisor -> () -> {}),
                            new Kind<ControlServer>(
                                    "http", "listen", "token_file", () -> supervisor -> () -> {})));

    final List<String> created = new ArrayList<>();

    /// @param needed the option that must be there, or empty
    /// @param other the option that may be there, or empty
    private record Kind<P>(String name, String needed, String other, Supplier<P> product) {}

    private static SortedMap<String, Kind<?>> sorted(Kind<?>... kinds) {
        SortedMap<String, Kind<?>> sorted = new TreeMap<>();
        for (Kind<?> kind : kinds) {
            sorted.put(kind.name(), kind);
        }
        return sorted;
    }

    @Override
    public Set<String> kinds(Door<?> door) {
        return KINDS.getOrDefault(door, new TreeMap<>()).keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <P> @Nullable P create(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            Spot spot,
            Consumer<Problem> problems) {
        Function<String, @Nullable Location> places = spot.places();
        created.add(context.service() + " " + use.kind());
        var kind = KINDS.getOrDefault(door, new TreeMap<>()).get(use.kind());
        String at = spot.options();
        if (kind == null) {
            problems.accept(
                    Problem.unknown(
                            places.apply(spot.kind()),
                            spot.kind(),
                            "no " + door.word() + " is called",
                            use.kind(),
                            kinds(door)));
            return null;
        }
        boolean good = true;
        if (!kind.needed().isEmpty() && !use.options().containsKey(kind.needed())) {
            problems.accept(
                    Problem.at(
                            places.apply(at),
                            at,
                            "`%s` needs the option `%s`".formatted(use.kind(), kind.needed())));
            good = false;
        }
        var known = new TreeSet<>(List.of(kind.needed(), kind.other()));
        known.remove("");
        for (String option : new TreeSet<>(use.options().keySet())) {
            String where = at + "." + option;
            if (!known.contains(option)) {
                problems.accept(
                        Problem.unknown(
                                places.apply(where),
                                where,
                                "`" + use.kind() + "` has no option",
                                option,
                                known));
                good = false;
            } else if (option.equals("port") && !isPort(use.options().get(option))) {
                problems.accept(
                        Problem.at(
                                places.apply(where),
                                where,
                                "`port` must be a port from 1 to 65535, not `%s`"
                                        .formatted(use.options().get(option))));
                good = false;
            }
        }
        return good ? (P) kind.product().get() : null;
    }

    @Override
    public List<String> requires(Door<?> door, PluginUse use) {
        return use.options().get("through") instanceof String other ? List.of(other) : List.of();
    }

    @Override
    public Map<String, Object> schema(Door<?> door, String name) {
        var kind = KINDS.getOrDefault(door, new TreeMap<>()).get(name);
        if (kind == null) {
            return Map.of();
        }
        Map<String, Object> keys = new TreeMap<>();
        for (String option : new TreeSet<>(List.of(kind.needed(), kind.other()))) {
            if (!option.isEmpty()) {
                keys.put(
                        option,
                        option.equals("port")
                                ? Schema.whole(1, 65_535)
                                : Schema.oneOrMore(Schema.text()));
            }
        }
        Map<String, Object> schema = Schema.mapping(keys);
        if (!kind.needed().isEmpty()) {
            schema.put("required", List.of(kind.needed()));
        }
        return schema;
    }

    private static boolean isPort(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.matches("[0-9]{1,5}")
                && Integer.parseInt(text) > 0
                && Integer.parseInt(text) < 65_536;
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return List.of();
    }

    @Override
    public @Nullable String owner(Object product) {
        return null;
    }
}

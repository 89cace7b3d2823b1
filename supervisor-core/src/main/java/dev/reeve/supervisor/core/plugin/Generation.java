package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.core.external.ExternalLoader;
import dev.reeve.supervisor.core.external.Products;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The plugins as they were found at one time, and what they offer. Several share one lock, since
/// what is loaded is theirs together.
final class Generation implements Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    private final Object lock;
    private final PluginList list;
    private final PluginFolders.Found found;
    private final Sources sources;
    private final OpenPlugins open;
    private final TimedCalls calls;
    private final Function<String, PluginFigures> figures;

    /// @param lock held while something is loaded or called
    /// @param figures of a plugin, by its id
    Generation(
            Object lock,
            PluginList list,
            PluginFolders.Found found,
            Sources sources,
            OpenPlugins open,
            TimedCalls calls,
            Function<String, PluginFigures> figures) {
        this.lock = lock;
        this.list = list;
        this.found = found;
        this.sources = sources;
        this.open = open;
        this.calls = calls;
        this.figures = figures;
    }

    /// The plugins that can be used, each after those it depends on.
    List<ResolvedPlugin> usable() {
        return found.usable();
    }

    /// All whose descriptor is good.
    List<ReadPlugin> read() {
        return found.read();
    }

    PluginList list() {
        return list;
    }

    @Override
    public Set<String> kinds(Door<?> door) {
        synchronized (lock) {
            return sources.kinds(door);
        }
    }

    /// The plugin that has a kind, or null where none has it.
    @Nullable ResolvedPlugin having(Door<?> door, String kind) {
        synchronized (lock) {
            return sources.find(door, kind) instanceof Source.OfPlugin(ResolvedPlugin plugin, _)
                    ? plugin
                    : null;
        }
    }

    @Override
    public <P> @Nullable P create(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            Spot spot,
            Consumer<Problem> problems) {
        synchronized (lock) {
            return created(door, use, context, spot, problems);
        }
    }

    private <P> @Nullable P created(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            Spot spot,
            Consumer<Problem> problems) {
        String path = spot.kind();
        Location place = OptionBinder.nearest(spot.places(), path);
        Source source = sources.find(door, use.kind());
        if (source == null) {
            problems.accept(
                    Problem.unknown(
                            place,
                            path,
                            "no " + door.word() + " is called",
                            use.kind(),
                            sources.kinds(door)));
            return null;
        }
        List<Problem> told = new ArrayList<>();
        try {
            ClassLoader loader = open.loader(source);
            OptionBinder binder =
                    new OptionBinder(
                            spot.options(),
                            context.baseDirectory(),
                            spot.places(),
                            told::add,
                            open::openToCore);
            P product = calls.call(loader, () -> make(door, source, use, context, binder));
            told.forEach(problems);
            return product;
        } catch (PluginFailure failure) {
            problems.accept(Problem.at(place, path, source.name() + " failed: " + failure.text()));
            return null;
        }
    }

    @Override
    public List<String> requires(Door<?> door, PluginUse use) {
        var binder = new OptionBinder("", Path.of("/"), _ -> null, _ -> {}, open::openToCore);
        return asked(
                door,
                use.kind(),
                source -> {
                    if (open.external(source) != null) {
                        return List.of();
                    }
                    Object provider = open.provider(source);
                    Record options =
                            binder.bind(
                                    OptionRecord.of(provider.getClass(), door.service()),
                                    use.options(),
                                    use.kind());
                    return options == null ? List.of() : Door.requires(provider, options);
                },
                List.of());
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return list.snapshots(figures);
    }

    @Override
    public @Nullable String owner(Object product) {
        ResolvedPlugin plugin = open.owner(product.getClass().getClassLoader());
        return plugin == null ? null : plugin.id();
    }

    List<OptionDescription> describe(Door<?> door, String kind) {
        return ofOptions(door, kind, OptionDescription::of, List.of());
    }

    @Override
    public Map<String, Object> schema(Door<?> door, String kind) {
        return ofOptions(door, kind, OptionSchema::of, Map.of());
    }

    /// What a kind's options say.
    private <T> T ofOptions(
            Door<?> door, String kind, Function<List<OptionRecord.Option>, T> question, T unknown) {
        return asked(door, kind, source -> question.apply(open.options(door, source)), unknown);
    }

    /// Why the provider of an offer cannot be made, or does not say what its options are; null
    /// where all is well.
    @Nullable String failure(Offer offer) {
        synchronized (lock) {
            Source source = sources.find(offer.door(), offer.kind());
            if (source == null) {
                return "another has this kind";
            }
            try {
                calls.call(
                        open.loader(source),
                        () -> OptionDescription.of(open.options(offer.door(), source)));
                return null;
            } catch (PluginFailure failure) {
                return failure.text();
            }
        }
    }

    private <T> T asked(Door<?> door, String kind, Question<T> question, T unknown) {
        synchronized (lock) {
            Source source = sources.find(door, kind);
            if (source == null) {
                return unknown;
            }
            try {
                return calls.call(open.loader(source), () -> question.ask(source));
            } catch (PluginFailure failure) {
                LOG.warn("cannot ask `{}`: {} failed: {}", kind, source.name(), failure.text());
                return unknown;
            }
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Source source) throws PluginFailure;
    }

    /// Runs on the thread for calls.
    private <P> @Nullable P make(
            Door<P> door, Source source, PluginUse use, PlanContext context, OptionBinder binder)
            throws PluginFailure {
        ExternalLoader external = open.external(source);
        if (external != null) {
            Map<String, Object> values =
                    binder.plain(open.options(door, source), use.options(), use.kind());
            return values == null
                    ? null
                    : ExternalDoor.make(door, new Products(external, use.kind(), values));
        }
        Object provider = open.provider(source);
        Record options =
                binder.bind(
                        OptionRecord.of(provider.getClass(), door.service()),
                        use.options(),
                        use.kind());
        if (options == null) {
            return null;
        }
        try {
            P product = door.opener().open(provider, options, context);
            if (product == null) {
                throw new PluginFailure(PROVIDER_ERROR, "it has made nothing");
            }
            return product;
        } catch (IllegalArgumentException refused) {
            binder.refuse(refused);
            return null;
        }
    }
}

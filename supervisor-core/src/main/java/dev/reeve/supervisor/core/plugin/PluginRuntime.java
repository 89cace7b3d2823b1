package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.PlanContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The plugins of a supervisor: from plugins folders, and from the host's own modules.
///
/// To read the folders loads nothing; a plugin's classes are loaded when a manifest uses one of its
/// kinds. Every call of a plugin has a time limit, and whatever it throws becomes a problem that
/// names it. Safe for use by several threads.
public final class PluginRuntime implements Catalog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final PrivateFolder copies;
    private final PluginList list;
    private final List<ResolvedPlugin> usable;
    private final Sources sources;
    private final OpenPlugins open;
    private final TimedCalls calls;

    private PluginRuntime(
            PrivateFolder copies,
            PluginList list,
            List<ResolvedPlugin> usable,
            List<Object> given,
            ClassLoader host,
            Duration limit) {
        this.copies = copies;
        this.list = list;
        this.usable = usable;
        sources = new Sources(host, usable, given);
        open = new OpenPlugins(usable, hostLayer(), host);
        calls = new TimedCalls(limit);
    }

    /// Reads plugins folders.
    ///
    /// @param folders the distribution's first, then the user's; those that are not there have no
    ///     plugins
    /// @param disabled ids of plugins that are not to be used
    /// @throws IOException where a folder cannot be listed, or plugins not be copied to the JDK's
    ///     `java.io.tmpdir`; a bad plugin is no such case, but an entry of {@link #plugins()}
    public static PluginRuntime load(List<Path> folders, Collection<String> disabled)
            throws IOException {
        return load(folders, disabled, List.of());
    }

    /// The same, with providers that the program itself hands in.
    public static PluginRuntime load(
            List<Path> folders, Collection<String> disabled, List<Object> given)
            throws IOException {
        return load(folders, disabled, given, PluginRuntime.class.getClassLoader(), LIMIT);
    }

    static PluginRuntime load(
            List<Path> folders, Collection<String> disabled, ClassLoader host, Duration limit)
            throws IOException {
        return load(folders, disabled, List.of(), host, limit);
    }

    /// @param host where providers are looked for that no plugin has
    /// @param limit the longest time for one call of a plugin
    private static PluginRuntime load(
            List<Path> folders,
            Collection<String> disabled,
            List<Object> given,
            ClassLoader host,
            Duration limit)
            throws IOException {
        PrivateFolder copies = PrivateFolder.make();
        PluginList list = new PluginList();
        try {
            List<ResolvedPlugin> usable =
                    new PluginFolders(new PluginResolver(hostLayer().configuration()), list)
                            .read(folders, Set.copyOf(disabled), copies.path());
            list.problems().forEach(problem -> LOG.warn("{}", problem));
            return new PluginRuntime(copies, list, usable, given, host, limit);
        } catch (IOException | RuntimeException failure) {
            copies.close();
            throw failure;
        }
    }

    @Override
    public synchronized Set<String> kinds(Door<?> door) {
        return sources.kinds(door);
    }

    @Override
    public synchronized <P> @Nullable P create(
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
    public synchronized List<String> requires(Door<?> door, PluginUse use) {
        Source source = sources.find(door, use.kind());
        if (source == null) {
            return List.of();
        }
        try {
            ClassLoader loader = open.loader(source);
            var binder = new OptionBinder("", Path.of("/"), _ -> null, _ -> {}, open::openToCore);
            return calls.call(
                    loader,
                    () -> {
                        Object provider = open.provider(source);
                        Record options =
                                binder.bind(
                                        OptionRecord.of(provider.getClass(), door.service()),
                                        use.options(),
                                        use.kind());
                        return options == null ? List.of() : Door.requires(provider, options);
                    });
        } catch (PluginFailure failure) {
            return List.of();
        }
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return list.snapshots();
    }

    @Override
    public @Nullable String owner(Object product) {
        return open.owner(product.getClass().getClassLoader());
    }

    /// The options of a kind, in the plugin's order; empty where there is no such kind or its
    /// plugin cannot say.
    public synchronized List<OptionDescription> describe(Door<?> door, String kind) {
        return ofOptions(door, kind, OptionDescription::of, List.of());
    }

    @Override
    public synchronized Map<String, Object> schema(Door<?> door, String kind) {
        return ofOptions(door, kind, OptionSchema::of, Map.of());
    }

    /// What the record of a kind's options says.
    private <T> T ofOptions(
            Door<?> door, String kind, Function<Class<? extends Record>, T> question, T unknown) {
        Source source = sources.find(door, kind);
        if (source == null) {
            return unknown;
        }
        try {
            return calls.call(
                    open.loader(source),
                    () ->
                            question.apply(
                                    OptionRecord.of(
                                            open.provider(source).getClass(), door.service())));
        } catch (PluginFailure failure) {
            LOG.warn("cannot describe `{}`: {} failed: {}", kind, source.name(), failure.text());
            return unknown;
        }
    }

    /// Gives a plugin back, and before it those that depend on it: their files are closed, and
    /// their classes can go as soon as nobody holds one of their products.
    ///
    /// @return what they have left behind, one line each: threads that still run
    public synchronized List<String> unload(String id) {
        List<String> left = new ArrayList<>();
        for (ResolvedPlugin plugin : usable.reversed()) {
            if (plugin.id().equals(id)) {
                left.addAll(open.close(plugin, sources::forget));
            }
        }
        calls.forget();
        return left;
    }

    /// Gives all plugins back and deletes the copies of their files. Takes no longer when a plugin
    /// hangs.
    @Override
    public synchronized void close() {
        for (ResolvedPlugin plugin : usable.reversed()) {
            open.close(plugin, sources::forget).forEach(left -> LOG.warn("{}", left));
        }
        calls.close();
        try {
            copies.close();
        } catch (IOException failure) {
            LOG.warn("cannot delete {}: {}", copies.path(), failure.getMessage());
        }
    }

    /// Runs on the thread for calls.
    private <P> @Nullable P make(
            Door<P> door, Source source, PluginUse use, PlanContext context, OptionBinder binder)
            throws PluginFailure {
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

    private static ModuleLayer hostLayer() {
        ModuleLayer layer = PluginRuntime.class.getModule().getLayer();
        return layer == null ? ModuleLayer.boot() : layer;
    }
}

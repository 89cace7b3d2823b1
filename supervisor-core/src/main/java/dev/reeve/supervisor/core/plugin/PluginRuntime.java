package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The plugins of a supervisor: from plugins folders, and from the host's own modules.
///
/// To read the folders loads nothing; a plugin's classes are loaded when a manifest uses one of its
/// kinds. Every call of a plugin has a time limit, and whatever it throws becomes a problem that
/// names it. The folders may be read again ({@link #propose}): what has not changed stays loaded as
/// it is. Safe for use by several threads.
public final class PluginRuntime implements Catalog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PROGRAMS_END = Duration.ofSeconds(6);

    private final PrivateFolder copies;
    private final PluginTerms terms;
    private final ClassLoader host;
    private final Departures departures = new Departures(this::isUsed);
    private final OpenPlugins open;
    private final Guard guard;
    private final TimedCalls calls;
    private volatile Generation current;

    /// @param host where providers are looked for that no plugin has
    /// @param limit the longest time for one call of a plugin
    private PluginRuntime(
            PrivateFolder copies,
            PluginTerms terms,
            Collection<String> disabled,
            ClassLoader host,
            Duration limit)
            throws IOException {
        this.copies = copies;
        this.terms = terms;
        this.host = host;
        open = new OpenPlugins(hostLayer(), host, departures);
        guard = new Guard(this::idOf, TimeSource.system());
        calls = new TimedCalls(limit, guard);
        current = read(disabled, Earlier.NOTHING);
        current.list().problems().forEach(problem -> LOG.warn("{}", problem));
    }

    /// Reads plugins folders.
    ///
    /// @param disabled ids of plugins that are not to be used
    /// @throws IOException where a folder cannot be listed, or plugins not be copied to the JDK's
    ///     `java.io.tmpdir`; a bad plugin is no such case, but an entry of {@link #plugins()}
    public static PluginRuntime load(PluginTerms terms, Collection<String> disabled)
            throws IOException {
        return load(terms, disabled, PluginRuntime.class.getClassLoader(), LIMIT);
    }

    static PluginRuntime load(
            PluginTerms terms, Collection<String> disabled, ClassLoader host, Duration limit)
            throws IOException {
        PrivateFolder copies = PrivateFolder.make();
        try {
            return new PluginRuntime(copies, terms, disabled, host, limit);
        } catch (IOException | RuntimeException failure) {
            copies.close();
            throw failure;
        }
    }

    /// The plugins as they lie in the folders by now. Nothing of what is in use changes by this.
    ///
    /// @param disabled ids of plugins that are not to be used
    /// @param anew ids of plugins that are loaded again whether they have changed or not
    /// @param kept ids of plugins that stay as they are, whatever is there now
    /// @throws IOException where a folder cannot be listed
    public synchronized Proposal propose(
            Collection<String> disabled, Set<String> anew, Set<String> kept) throws IOException {
        Generation now = current;
        return new Proposal(
                now, read(disabled, new Earlier(now.read(), now.usable(), anew, kept)), open);
    }

    /// Whether a proposal has nothing new, be it good or bad.
    public boolean isAsKnown(Proposal proposal) {
        return proposal.changes().isEmpty()
                && proposal.next().list().problems().equals(current.list().problems());
    }

    /// What was proposed is used from now on. What was made by plugins that it does not have any
    /// more goes on working until they are given back.
    public synchronized void use(Proposal proposal) {
        Generation before = current;
        current = proposal.next();
        current.list().problems().stream()
                .filter(problem -> !before.list().problems().contains(problem))
                .forEach(problem -> LOG.warn("{}", problem));
    }

    /// Gives back what a proposal that is used has no use for: its classes can go as soon as nobody
    /// holds one of its products, and nobody is at work in it.
    ///
    /// @return what they have left behind, one line each: threads that still run
    public synchronized List<String> giveBack(Proposal proposal) {
        return close(proposal.retired(), proposal.unread());
    }

    /// Forgets a proposal that is not used.
    public synchronized void drop(Proposal proposal) {
        close(proposal.fresh(), proposal.freshlyRead());
    }

    /// @param read those whose copies nobody needs, unless they are open
    private List<String> close(List<ResolvedPlugin> plugins, List<ReadPlugin> read) {
        List<String> left = new ArrayList<>();
        for (ResolvedPlugin plugin : plugins.reversed()) {
            if (open.isOpen(plugin)) {
                read.remove(plugin.read());
                left.addAll(open.close(plugin));
            }
        }
        calls.forget();
        read.removeIf(departures::isWaiting);
        read.forEach(Departures::delete);
        return left;
    }

    private boolean isUsed(ReadPlugin plugin) {
        return current.read().contains(plugin);
    }

    /// Tidies up after plugins that were given back and are gone from memory by now.
    ///
    /// @return whether all are gone
    public boolean tidy() {
        return departures.look();
    }

    /// A plugin that can be used, by its id, or null.
    @Nullable ResolvedPlugin usable(String id) {
        return current.usable().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /// Why the provider of an offer cannot be made, or null where it can.
    @Nullable String failure(Offer offer) {
        return current.failure(offer);
    }

    /// The class loader of a plugin, or null where it is not loaded.
    @Nullable ClassLoader loader(ResolvedPlugin plugin) {
        return open.of(plugin);
    }

    /// What was given back and is held by somebody, one line each.
    public List<String> held() {
        return departures.held();
    }

    @Override
    public Set<String> kinds(Door<?> door) {
        return current.kinds(door);
    }

    @Override
    public <P> @Nullable P create(
            Door<P> door,
            PluginUse use,
            PlanContext context,
            Spot spot,
            Consumer<Problem> problems) {
        return current.create(door, use, context, spot, problems);
    }

    @Override
    public List<String> requires(Door<?> door, PluginUse use) {
        return current.requires(door, use);
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return current.plugins().stream()
                .map(plugin -> Counted.with(plugin, guard.figures(plugin.id())))
                .toList();
    }

    private @Nullable String idOf(@Nullable ClassLoader loader) {
        ResolvedPlugin plugin = open.owner(loader);
        return plugin == null ? null : plugin.id();
    }

    /// Stands before all that these plugins have made.
    public Guard guard() {
        return guard;
    }

    @Override
    public @Nullable String owner(Object product) {
        return current.owner(product);
    }

    /// The options of a kind, in the plugin's order; empty where there is no such kind or its
    /// plugin cannot say.
    public List<OptionDescription> describe(Door<?> door, String kind) {
        return current.describe(door, kind);
    }

    @Override
    public Map<String, Object> schema(Door<?> door, String kind) {
        return current.schema(door, kind);
    }

    /// Ends the processes of external plugins, and waits for some seconds at most.
    public synchronized void endPrograms() {
        open.endPrograms(PROGRAMS_END);
    }

    /// Gives all plugins back and deletes the copies of their files. Takes no longer when a plugin
    /// hangs, but for the seconds that the process of an external one has to end.
    @Override
    public synchronized void close() {
        for (ResolvedPlugin plugin : current.usable().reversed()) {
            open.close(plugin).forEach(left -> LOG.warn("{}", left));
        }
        endPrograms();
        departures.close();
        calls.close();
        guard.close();
        try {
            copies.close();
        } catch (IOException failure) {
            LOG.warn("cannot delete {}: {}", copies.path(), failure.getMessage());
        }
    }

    private Generation read(Collection<String> disabled, Earlier earlier) throws IOException {
        var list = new PluginList();
        PluginFolders.Found found =
                new PluginFolders(
                                new PluginResolver(hostLayer().configuration()),
                                list,
                                earlier,
                                copies,
                                terms.trust())
                        .read(terms.folders(), Set.copyOf(disabled));
        return new Generation(
                this,
                list,
                found,
                new Sources(host, found.usable(), terms.given()),
                open,
                calls,
                this::figures);
    }

    private PluginFigures figures(String id) {
        departures.look();
        return new PluginFigures(PluginFigures.NONE.calls(), departures.of(id));
    }

    private static ModuleLayer hostLayer() {
        ModuleLayer layer = PluginRuntime.class.getModule().getLayer();
        return layer == null ? ModuleLayer.boot() : layer;
    }
}

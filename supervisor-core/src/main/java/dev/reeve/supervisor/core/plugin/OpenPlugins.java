package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.MODULE_RESOLUTION;

import dev.reeve.supervisor.core.external.ExternalLoader;
import dev.reeve.supervisor.core.external.ExternalPlugin;
import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The plugins whose classes are loaded, and their providers.
final class OpenPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPlugins.class);

    private final PluginOpener opener;
    private final LayeredPluginManager manager;
    private final ClassLoader host;
    private final Departures departures;
    private final Map<Of, Object> providers = new ConcurrentHashMap<>();
    private final Map<ClassLoader, ResolvedPlugin> owners = new ConcurrentHashMap<>();
    private final Set<ExternalPlugin> programs = ConcurrentHashMap.newKeySet();

    /// Whose provider, and of what.
    private record Of(ResolvedPlugin plugin, String door, String kind) {}

    /// @param departures told of each plugin that was given back
    OpenPlugins(ModuleLayer hostLayer, ClassLoader host, Departures departures) {
        this.host = host;
        this.departures = departures;
        opener = new PluginOpener(hostLayer, new HostView(PluginRuntime.class.getClassLoader()));
        manager = new LayeredPluginManager(opener, this::opened);
    }

    /// The class loader of a source; its plugin is loaded where it is not yet.
    ClassLoader loader(Source source) throws PluginFailure {
        return switch (source) {
            case Source.OfHost _ -> host;
            case Source.Given(Object provider) -> provider.getClass().getClassLoader();
            case Source.OfPlugin(ResolvedPlugin plugin, Offer _) -> {
                try {
                    yield manager.load(plugin);
                } catch (RuntimeException | LinkageError failure) {
                    throw new PluginFailure(MODULE_RESOLUTION, PluginFailure.messages(failure));
                }
            }
        };
    }

    /// The provider of a source whose plugin is loaded. Runs code of the plugin.
    Object provider(Source source) throws PluginFailure {
        return switch (source) {
            case Source.OfHost host -> host.provider().get();
            case Source.Given(Object given) -> given;
            case Source.OfPlugin(ResolvedPlugin plugin, Offer offer) -> {
                var key = new Of(plugin, offer.door().word(), offer.kind());
                Object provider = providers.get(key);
                if (provider == null) {
                    ClassLoader loader = manager.getPluginClassLoader(plugin.key());
                    provider = Providers.make(offer, loader, opener.layer(plugin));
                    providers.put(key, provider);
                }
                yield provider;
            }
        };
    }

    /// The options of a source, whose plugin is loaded. Runs code of the plugin.
    List<OptionRecord.Option> options(Door<?> door, Source source) throws PluginFailure {
        return source instanceof Source.OfPlugin(ResolvedPlugin plugin, Offer offer)
                        && plugin.form() instanceof Form.External(ExternalDescriptor descriptor)
                ? descriptor.options(offer)
                : OptionRecord.options(
                        OptionRecord.of(provider(source).getClass(), door.service()));
    }

    /// The class loader of a source that is an external plugin, and is loaded; else null.
    @Nullable ExternalLoader external(Source source) {
        return source instanceof Source.OfPlugin(ResolvedPlugin plugin, Offer _)
                        && of(plugin) instanceof ExternalLoader loader
                ? loader
                : null;
    }

    /// Ends the processes of external plugins, also of those that were given back, and waits.
    void endPrograms(Duration limit) {
        programs.forEach(ExternalPlugin::close);
        for (ExternalPlugin program : programs) {
            try {
                if (!program.awaitEnd(limit)) {
                    LOG.warn("the process of {} has not ended", program);
                }
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        programs.clear();
    }

    private void opened(ClassLoader loader, ResolvedPlugin plugin) {
        owners.put(loader, plugin);
        programs.removeIf(ExternalPlugin::isOver);
        if (loader instanceof ExternalLoader external) {
            programs.add(external.plugin());
        }
    }

    boolean isOpen(ResolvedPlugin plugin) {
        return of(plugin) != null;
    }

    /// The class loader of a plugin, or null where it is not loaded.
    @Nullable ClassLoader of(ResolvedPlugin plugin) {
        return manager.loader(plugin);
    }

    /// Lets the core reflect on a class of a plugin.
    void openToCore(Class<?> type) {
        opener.openToCore(type);
    }

    /// The plugin that has loaded a class, by that class's loader.
    @Nullable ResolvedPlugin owner(@Nullable ClassLoader loader) {
        return loader == null ? null : owners.get(loader);
    }

    /// Gives a plugin back, and before it those that depend on it.
    ///
    /// @return what they have left behind
    List<String> close(ResolvedPlugin plugin) {
        List<String> left = new ArrayList<>();
        manager.unload(
                plugin,
                (given, loader) -> {
                    owners.remove(loader);
                    if (loader instanceof ExternalLoader external) {
                        external.plugin().retire();
                    }
                    providers.keySet().removeIf(of -> of.plugin().equals(given));
                    departures.add(given, loader);
                    Departures.threadsOf(loader).stream()
                            .map(thread -> "plugin " + given.id() + " has left " + thread)
                            .forEach(left::add);
                });
        return left;
    }
}

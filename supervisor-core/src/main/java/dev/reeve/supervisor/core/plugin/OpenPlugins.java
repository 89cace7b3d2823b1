package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.MODULE_RESOLUTION;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The plugins whose classes are loaded, and their providers.
final class OpenPlugins {
    private final PluginOpener opener;
    private final LayeredPluginManager manager;
    private final ClassLoader host;
    private final Departures departures;
    private final Map<Of, Object> providers = new ConcurrentHashMap<>();
    private final Map<ClassLoader, ResolvedPlugin> owners = new ConcurrentHashMap<>();

    /// Whose provider, and of what.
    private record Of(ResolvedPlugin plugin, String door, String kind) {}

    /// @param departures told of each plugin that was given back
    OpenPlugins(ModuleLayer hostLayer, ClassLoader host, Departures departures) {
        this.host = host;
        this.departures = departures;
        opener = new PluginOpener(hostLayer, new HostView(PluginRuntime.class.getClassLoader()));
        manager = new LayeredPluginManager(opener, owners::put);
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
                    providers.keySet().removeIf(of -> of.plugin().equals(given));
                    departures.add(given, loader);
                    Departures.threadsOf(loader).stream()
                            .map(thread -> "plugin " + given.id() + " has left " + thread)
                            .forEach(left::add);
                });
        return left;
    }
}

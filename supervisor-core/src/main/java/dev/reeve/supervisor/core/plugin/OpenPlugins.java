package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.MODULE_RESOLUTION;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The plugins whose classes are loaded, and their providers.
final class OpenPlugins {
    private final PluginOpener opener;
    private final LayeredPluginManager manager;
    private final ClassLoader host;
    private final Map<Source, Object> providers =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<ClassLoader, ResolvedPlugin> owners = new ConcurrentHashMap<>();

    OpenPlugins(List<ResolvedPlugin> plugins, ModuleLayer hostLayer, ClassLoader host) {
        this.host = host;
        opener = new PluginOpener(hostLayer, new HostView(PluginRuntime.class.getClassLoader()));
        manager = new LayeredPluginManager(plugins, opener, owners::put);
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
        Object provider = providers.get(source);
        if (provider == null) {
            provider =
                    switch (source) {
                        case Source.OfHost host -> host.provider().get();
                        case Source.Given(Object given) -> given;
                        case Source.OfPlugin(ResolvedPlugin plugin, Offer offer) ->
                                Providers.make(
                                        offer,
                                        manager.getPluginClassLoader(plugin.id()),
                                        opener.layer(plugin));
                    };
            providers.put(source, provider);
        }
        return provider;
    }

    /// Lets the core reflect on a class of a plugin.
    void openToCore(Class<?> type) {
        opener.openToCore(type);
    }

    /// The plugin that has loaded a class, by that class's loader.
    @Nullable String owner(@Nullable ClassLoader loader) {
        ResolvedPlugin plugin = loader == null ? null : owners.get(loader);
        return plugin == null ? null : plugin.id();
    }

    /// Gives a plugin back, and before it those that depend on it.
    ///
    /// @param closed told of each that was given back
    /// @return what they have left behind
    List<String> close(ResolvedPlugin plugin, Consumer<ResolvedPlugin> closed) {
        List<String> left = new ArrayList<>();
        manager.unload(
                plugin,
                (given, loader) -> {
                    closed.accept(given);
                    owners.remove(loader);
                    providers
                            .keySet()
                            .removeIf(
                                    source ->
                                            source instanceof Source.OfPlugin of
                                                    && of.plugin().equals(given));
                    left.addAll(threadsOf(given, loader));
                });
        return left;
    }

    private static List<String> threadsOf(ResolvedPlugin plugin, ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        thread ->
                                loader.equals(thread.getContextClassLoader())
                                        || loader.equals(thread.getClass().getClassLoader()))
                .map(
                        thread ->
                                "plugin %s has left the thread `%s` running"
                                        .formatted(plugin.id(), thread.getName()))
                .toList();
    }
}

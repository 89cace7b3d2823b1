package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.core.external.ExternalLoader;
import dev.reeve.supervisor.core.external.ExternalPlugin;
import dev.reeve.supervisor.core.external.Launch;
import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.jspecify.annotations.Nullable;
import org.pf4j.PluginManager;

import java.lang.module.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the class loaders of plugins, and their module layers.
final class PluginOpener {
    private final ModuleLayer hostLayer;
    private final HostView hostView;
    private final Map<String, ModuleLayer.Controller> layers = new ConcurrentHashMap<>();

    /// @param hostLayer the platform's modules
    PluginOpener(ModuleLayer hostLayer, HostView hostView) {
        this.hostLayer = hostLayer;
        this.hostView = hostView;
    }

    ClassLoader open(ResolvedPlugin plugin, PluginManager manager) {
        return switch (plugin.form()) {
            case Form.Layer(OwnModules modules, Configuration configuration) ->
                    layer(plugin, modules, configuration);
            case Form.ClassPath() -> classPath(plugin, manager);
            case Form.External(ExternalDescriptor descriptor) -> external(plugin, descriptor);
        };
    }

    /// The module layer of an open plugin, or null where it has none.
    @Nullable ModuleLayer layer(ResolvedPlugin plugin) {
        ModuleLayer.Controller controller = layers.get(plugin.key());
        return controller == null ? null : controller.layer();
    }

    /// Lets the core reflect on a class of a plugin, as far as plugins are concerned.
    void openToCore(Class<?> type) {
        Module module = type.getModule();
        for (ModuleLayer.Controller controller : layers.values()) {
            if (controller.layer() == module.getLayer()) {
                controller.addOpens(module, type.getPackageName(), PluginOpener.class.getModule());
            }
        }
    }

    /// Forgets a plugin's layer. Its files stay open for as long as somebody is still at work in
    /// it.
    void close(ResolvedPlugin plugin) {
        layers.remove(plugin.key());
    }

    private ClassLoader layer(
            ResolvedPlugin plugin, OwnModules modules, Configuration configuration) {
        List<ModuleLayer> parents = new ArrayList<>();
        for (ResolvedPlugin other : plugin.dependencies()) {
            parents.add(Objects.requireNonNull(layers.get(other.key())).layer());
        }
        parents.add(hostLayer);
        ModuleLayer.Controller controller =
                ModuleLayer.defineModulesWithOneLoader(configuration, parents, hostView);
        ModuleLayer layer = controller.layer();
        for (String library : modules.plain()) {
            layer.findModule(library)
                    .ifPresent(
                            plain ->
                                    layer.modules()
                                            .forEach(other -> controller.addReads(plain, other)));
        }
        layers.put(plugin.key(), controller);
        return layer.findLoader(modules.main());
    }

    private ClassLoader external(ResolvedPlugin plugin, ExternalDescriptor descriptor) {
        Path folder = plugin.read().files().main().resolveSibling("");
        var launch =
                new Launch(
                        plugin.id(),
                        descriptor.command(),
                        descriptor.environment(),
                        folder,
                        ApiVersion.read());
        return new ExternalLoader(hostView, new ExternalPlugin(launch));
    }

    private ClassLoader classPath(ResolvedPlugin plugin, PluginManager manager) {
        ClassPathLoader loader = new ClassPathLoader(manager, plugin.descriptor(), hostView);
        loader.addFile(plugin.read().files().main().toFile());
        for (Path library : plugin.read().files().libraries()) {
            loader.addFile(library.toFile());
        }
        return loader;
    }
}

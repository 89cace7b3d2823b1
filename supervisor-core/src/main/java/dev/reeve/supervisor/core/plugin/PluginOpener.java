package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.jspecify.annotations.Nullable;
import org.pf4j.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.module.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the class loaders of plugins, and their module layers.
final class PluginOpener {
    private static final Logger LOG = LoggerFactory.getLogger(PluginOpener.class);

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
        };
    }

    /// The module layer of an open plugin, or null where it has none.
    @Nullable ModuleLayer layer(ResolvedPlugin plugin) {
        ModuleLayer.Controller controller = layers.get(plugin.id());
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

    /// Closes a plugin's files.
    void close(ResolvedPlugin plugin) {
        layers.remove(plugin.id());
        if (plugin.form() instanceof Form.Layer layer) {
            try {
                layer.modules().close();
            } catch (IOException failure) {
                LOG.warn(
                        "cannot close the files of plugin {}: {}",
                        plugin.id(),
                        failure.getMessage());
            }
        }
    }

    private ClassLoader layer(
            ResolvedPlugin plugin, OwnModules modules, Configuration configuration) {
        List<ModuleLayer> parents = new ArrayList<>();
        for (String id : plugin.dependencies()) {
            parents.add(Objects.requireNonNull(layers.get(id)).layer());
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
        layers.put(plugin.id(), controller);
        return layer.findLoader(modules.main());
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

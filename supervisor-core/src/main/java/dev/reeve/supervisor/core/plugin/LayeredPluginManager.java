package dev.reeve.supervisor.core.plugin;

import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractPluginManager;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.VersionManager;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/// PF4J's manager over plugins that were checked before, each in a module layer of its own.
///
/// PF4J gives the descriptors, version ranges, states, the order of unloading and the loader for
/// class paths. Its ways with folders and dependencies are not used: there one bad plugin is the
/// end of all. Not thread-safe, as PF4J is not.
final class LayeredPluginManager extends AbstractPluginManager {
    private final Map<Path, ResolvedPlugin> byPath = new HashMap<>();
    private final Map<String, ResolvedPlugin> byKey = new LinkedHashMap<>();
    private final PluginOpener opener;
    private final BiConsumer<ClassLoader, ResolvedPlugin> opened;

    /// @param opened told of each plugin that was loaded
    LayeredPluginManager(PluginOpener opener, BiConsumer<ClassLoader, ResolvedPlugin> opened) {
        this.opener = opener;
        this.opened = opened;
        super(List.of(Path.of("")));
    }

    /// The class loader of a plugin. Where it is not loaded yet it is now, after those it depends
    /// on.
    ClassLoader load(ResolvedPlugin plugin) {
        String key = plugin.key();
        if (getPlugin(key) == null) {
            plugin.dependencies().forEach(this::load);
            byPath.put(plugin.read().files().main(), plugin);
            byKey.put(key, plugin);
            loadPlugin(plugin.read().files().main());
            startPlugin(key);
        }
        return getPluginClassLoader(key);
    }

    /// The class loader of a plugin, or null where it is not loaded.
    @Nullable ClassLoader loader(ResolvedPlugin plugin) {
        return getPlugin(plugin.key()) == null ? null : getPluginClassLoader(plugin.key());
    }

    /// Gives a plugin back, after those that depend on it, also those that could do without it.
    ///
    /// @param closed told of each that was given back, with the class loader it had
    void unload(ResolvedPlugin plugin, BiConsumer<ResolvedPlugin, ClassLoader> closed) {
        ClassLoader loader = loader(plugin);
        if (loader != null) {
            for (ResolvedPlugin other : List.copyOf(byKey.values())) {
                if (other.dependencies().contains(plugin)) {
                    unload(other, closed);
                }
            }
            unloadPlugin(plugin.key());
            opener.close(plugin);
            closed.accept(plugin, loader);
        }
        byPath.remove(plugin.read().files().main(), plugin);
        byKey.remove(plugin.key());
    }

    /// What is loaded is told apart by its key: one JAR may be loaded twice, for other
    /// dependencies.
    @Override
    protected @Nullable String idForPath(Path path) {
        return null;
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                ResolvedPlugin plugin = known(byPath, path);
                ClassLoader loader = opener.open(plugin, LayeredPluginManager.this);
                opened.accept(loader, plugin);
                return loader;
            }
        };
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return known(byPath, path).descriptor();
            }
        };
    }

    /// What a plugin does begins with the products of its providers; there is nothing to start.
    @Override
    protected PluginFactory createPluginFactory() {
        return _ -> new Plugin();
    }

    /// By the rule by which they were put into order, or PF4J would refuse again what fits.
    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager() {
            @Override
            public boolean checkVersionConstraint(String version, String range) {
                return StrictDescriptors.within(range, version);
            }
        };
    }

    // Folders, lists of what is disabled and PF4J's own extensions are not used.

    @Override
    protected @Nullable PluginRepository createPluginRepository() {
        return null;
    }

    @Override
    protected @Nullable ExtensionFactory createExtensionFactory() {
        return null;
    }

    @Override
    protected @Nullable ExtensionFinder createExtensionFinder() {
        return null;
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    private static <K> ResolvedPlugin known(Map<K, ResolvedPlugin> plugins, K key) {
        return Objects.requireNonNull(plugins.get(key));
    }
}

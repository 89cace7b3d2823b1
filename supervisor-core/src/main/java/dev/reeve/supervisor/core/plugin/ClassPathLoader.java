package dev.reeve.supervisor.core.plugin;

import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// The loader of a plugin without a module descriptor: its own classes first, then those of the
/// plugins it depends on, then what the host lets through.
final class ClassPathLoader extends PluginClassLoader {
    private final PluginManager manager;
    private final PluginDescriptor descriptor;

    ClassPathLoader(PluginManager manager, PluginDescriptor descriptor, ClassLoader parent) {
        super(manager, descriptor, parent);
        this.manager = manager;
        this.descriptor = descriptor;
    }

    /// Nothing: somebody may still be at work in it. Its files go with it, when it is collected.
    @Override
    public void close() {}

    @Override
    protected boolean shouldDelegateToParent(String className) {
        return HostView.isHosts(className);
    }

    // PF4J's own versions of these take every plugin's loader to be one of PF4J's.

    @Override
    protected @Nullable Class<?> loadClassFromDependencies(String className) {
        for (ClassLoader loader : dependencies()) {
            try {
                return loader.loadClass(className);
            } catch (ClassNotFoundException _) {
                // Then another may have it.
            }
        }
        return null;
    }

    @Override
    protected @Nullable URL findResourceFromDependencies(String name) {
        for (ClassLoader loader : dependencies()) {
            URL place = loader.getResource(name);
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    @Override
    protected Collection<URL> findResourcesFromDependencies(String name) throws IOException {
        List<URL> places = new ArrayList<>();
        for (ClassLoader loader : dependencies()) {
            places.addAll(Collections.list(loader.getResources(name)));
        }
        return places;
    }

    private List<ClassLoader> dependencies() {
        List<ClassLoader> loaders = new ArrayList<>();
        for (PluginDependency dependency : descriptor.getDependencies()) {
            ClassLoader loader = manager.getPluginClassLoader(dependency.getPluginId());
            if (loader != null) {
                loaders.add(loader);
            }
        }
        return loaders;
    }
}

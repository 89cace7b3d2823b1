package dev.reeve.supervisor.core.plugin;

import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;

import java.lang.module.Configuration;
import java.util.List;

/// A plugin that can be used; nothing of it need be loaded yet.
///
/// @param read what was read of it
/// @param dependencies the plugins whose classes it may use
/// @param form how its classes are to be loaded
/// @param offers what it offers
/// @param number tells it from others of its id, which may be loaded at the same time while one
///     takes the place of another
record ResolvedPlugin(
        ReadPlugin read,
        List<ResolvedPlugin> dependencies,
        Form form,
        List<Offer> offers,
        int number) {
    String id() {
        return read.id();
    }

    /// Its name among all that are loaded. No id has a `~`.
    String key() {
        return id() + "~" + number;
    }

    /// Its descriptor, with keys for ids, as PF4J gets it.
    PluginDescriptor descriptor() {
        PluginDescriptor written = read.descriptor();
        var descriptor =
                new DefaultPluginDescriptor(
                        key(),
                        written.getPluginDescription(),
                        written.getPluginClass(),
                        written.getVersion(),
                        "*",
                        written.getProvider(),
                        written.getLicense());
        dependencies.forEach(
                other -> descriptor.addDependency(new PluginDependency(other.key() + "@*")));
        return descriptor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResolvedPlugin plugin && plugin.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return key();
    }

    /// How the classes of a plugin are to be loaded.
    sealed interface Form {
        /// As a module layer.
        record Layer(OwnModules modules, Configuration configuration) implements Form {}

        /// As a class path, as `java` itself does with a JAR without a module descriptor.
        record ClassPath() implements Form {}

        /// Not at all: it is a program of its own.
        record External(ExternalDescriptor descriptor) implements Form {}
    }
}

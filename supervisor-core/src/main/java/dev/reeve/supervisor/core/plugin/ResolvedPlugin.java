package dev.reeve.supervisor.core.plugin;

import org.pf4j.PluginDescriptor;

import java.lang.module.Configuration;
import java.util.List;

/// A plugin that can be used; nothing of it is loaded yet.
///
/// @param read what was read of it
/// @param dependencies ids of the plugins whose classes it may use
/// @param form how its classes are to be loaded
/// @param offers what it offers
record ResolvedPlugin(ReadPlugin read, List<String> dependencies, Form form, List<Offer> offers) {
    String id() {
        return read.id();
    }

    PluginDescriptor descriptor() {
        return read.descriptor();
    }

    /// How the classes of a plugin are to be loaded.
    sealed interface Form {
        /// As a module layer.
        record Layer(OwnModules modules, Configuration configuration) implements Form {}

        /// As a class path, as `java` itself does with a JAR without a module descriptor.
        record ClassPath() implements Form {}
    }
}

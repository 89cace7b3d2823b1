package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.FORBIDDEN_MODULE;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The modules that a plugin brings: its own and those of its private libraries.
///
/// Readers of their JARs can be closed, which the JDK's loader of a module layer cannot be: else
/// the files would stay open until the layer is collected.
final class OwnModules implements ModuleFinder, AutoCloseable {
    private final ModuleDescriptor mainDescriptor;
    private final Map<String, ModuleReference> modules = new LinkedHashMap<>();
    private final Set<String> plain = new HashSet<>();
    private final List<ModuleReader> open = new ArrayList<>();

    /// Reads the descriptors.
    ///
    /// @param shared modules of the host that plain libraries may read
    /// @throws java.lang.module.FindException where a module's descriptor is bad
    OwnModules(PluginFiles files, Collection<ModuleDescriptor> shared) throws PluginFailure {
        ModuleReference own = ModuleFinder.of(files.main()).findAll().iterator().next();
        mainDescriptor = own.descriptor();
        add(own, mainDescriptor);
        List<ModuleReference> automatic = new ArrayList<>();
        for (ModuleReference library :
                ModuleFinder.of(files.libraries().toArray(Path[]::new)).findAll()) {
            if (library.descriptor().isAutomatic()) {
                automatic.add(library);
            } else if (!library.descriptor().name().equals(HostView.LOGGING)) {
                add(library, library.descriptor());
            }
        }
        PlainLibraries libraries = new PlainLibraries(shared, modules.values(), main());
        automatic.forEach(library -> libraries.note(library.descriptor()));
        for (ModuleReference library : automatic) {
            plain.add(library.descriptor().name());
            add(library, libraries.explicit(library.descriptor()));
        }
    }

    /// The name of the plugin's own module.
    String main() {
        return mainDescriptor.name();
    }

    ModuleDescriptor mainDescriptor() {
        return mainDescriptor;
    }

    /// Those of the libraries that have no descriptor of their own.
    Set<String> plain() {
        return plain;
    }

    @Override
    public Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.copyOf(modules.values());
    }

    @Override
    public void close() throws IOException {
        List<ModuleReader> readers;
        synchronized (open) {
            readers = List.copyOf(open);
            open.clear();
        }
        for (ModuleReader reader : readers) {
            reader.close();
        }
    }

    private void add(ModuleReference reference, ModuleDescriptor descriptor) throws PluginFailure {
        String name = descriptor.name();
        if (name.startsWith("dev.reeve.supervisor.") || HostView.isPlatform(name)) {
            throw new PluginFailure(
                    FORBIDDEN_MODULE,
                    "it brings the module "
                            + name
                            + ", which is the platform's (give that dependency the scope"
                            + " provided)");
        }
        modules.putIfAbsent(name, new Tracked(reference, descriptor));
    }

    private final class Tracked extends ModuleReference {
        private final ModuleReference reference;

        Tracked(ModuleReference reference, ModuleDescriptor descriptor) {
            super(descriptor, reference.location().orElse(null));
            this.reference = reference;
        }

        @Override
        public ModuleReader open() throws IOException {
            ModuleReader reader = reference.open();
            synchronized (open) {
                open.add(reader);
            }
            return reader;
        }
    }
}

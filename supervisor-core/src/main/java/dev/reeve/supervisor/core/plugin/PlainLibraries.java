package dev.reeve.supervisor.core.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Gives descriptors to a plugin's libraries that have none.
///
/// They would be automatic modules, which read every module of the host; that breaks as soon as
/// host and plugin have different versions of one library. So each reads the JDK, the API and those
/// of the plugin's libraries that need no library without a descriptor; what else it reads of the
/// plugin is added when the layer is made, since descriptors may not require each other in a
/// circle. Only services of what it reads by its descriptor can it use and provide: libraries that
/// find each other with `ServiceLoader` belong into a plugin without a module descriptor.
final class PlainLibraries {
    private final Set<String> required = new HashSet<>();
    private final Set<String> readable = new HashSet<>();
    private final Set<String> services = new HashSet<>();

    /// @param shared modules of the host that plugins may read
    /// @param own the plugin's modules that have a descriptor
    /// @param main the name of the plugin's own module, which no library reads
    PlainLibraries(
            Collection<ModuleDescriptor> shared, Collection<ModuleReference> own, String main) {
        shared.forEach(this::require);
        Map<String, ModuleDescriptor> open = new HashMap<>();
        own.forEach(module -> open.put(module.descriptor().name(), module.descriptor()));
        open.remove(main);
        while (open.values().removeIf(this::requireIfComplete)) {
            // Then those that need it may be complete now.
        }
    }

    /// Takes note of what a library provides; of all, before the first gets its descriptor.
    void note(ModuleDescriptor automatic) {
        automatic.provides().forEach(provides -> services.add(provides.service()));
    }

    /// The descriptor of a library.
    ModuleDescriptor explicit(ModuleDescriptor automatic) {
        Set<String> packages = automatic.packages();
        ModuleDescriptor.Builder builder =
                ModuleDescriptor.newOpenModule(automatic.name()).packages(packages);
        packages.forEach(builder::exports);
        required.forEach(builder::requires);
        services.stream().filter(service -> isReadable(service, packages)).forEach(builder::uses);
        automatic.provides().stream()
                .filter(provides -> isReadable(provides.service(), packages))
                .forEach(builder::provides);
        return builder.build();
    }

    private boolean isReadable(String service, Set<String> packages) {
        String from = service.substring(0, Math.max(0, service.lastIndexOf('.')));
        return packages.contains(from) || readable.contains(from);
    }

    private boolean requireIfComplete(ModuleDescriptor module) {
        boolean complete =
                module.requires().stream()
                        .allMatch(
                                requires ->
                                        required.contains(requires.name())
                                                || requires.modifiers()
                                                        .contains(Requires.Modifier.STATIC));
        if (complete) {
            require(module);
        }
        return complete;
    }

    private void require(ModuleDescriptor module) {
        required.add(module.name());
        for (ModuleDescriptor.Exports exports : module.exports()) {
            if (!exports.isQualified()) {
                readable.add(exports.source());
            }
        }
    }
}

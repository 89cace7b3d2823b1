package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Kind;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// The version of the plugin API, as the compiler has written it into the API's module descriptor.
final class ApiVersion {
    private ApiVersion() {}

    static String read() {
        ModuleDescriptor descriptor = Kind.class.getModule().getDescriptor();
        return (descriptor == null ? onTheClassPath() : descriptor)
                .rawVersion()
                .orElseThrow(() -> new IllegalStateException("the API's module has no version"));
    }

    /// For programs that embed Reeve without modules.
    private static ModuleDescriptor onTheClassPath() {
        try {
            Path place =
                    Path.of(Kind.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return ModuleFinder.of(place)
                    .find("dev.reeve.supervisor.api")
                    .orElseThrow(() -> new IllegalStateException(place + " is not the API's JAR"))
                    .descriptor();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the API's code has no place", impossible);
        }
    }
}

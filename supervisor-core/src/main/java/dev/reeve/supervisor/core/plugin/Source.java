package dev.reeve.supervisor.core.plugin;

import java.util.ServiceLoader;

/// Where the products of one kind come from.
sealed interface Source {
    /// A plugin.
    record OfPlugin(ResolvedPlugin plugin, Offer offer) implements Source {}

    /// The host's own modules or class path: for programs that embed Reeve, and for tests.
    record OfHost(ServiceLoader.Provider<?> provider) implements Source {}

    /// A provider that the program that embeds Reeve has handed in.
    record Given(Object provider) implements Source {}

    /// Whom a text is about.
    default String name() {
        return switch (this) {
            case OfPlugin(ResolvedPlugin plugin, Offer _) -> "plugin " + plugin.id();
            case Given(Object provider) -> provider.getClass().getName();
            case OfHost(ServiceLoader.Provider<?> provider) -> provider.type().getName();
        };
    }
}

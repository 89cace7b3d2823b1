package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.spi.Kind;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Finds providers with the JDK's `ServiceLoader`, one error being the end of one provider only.
final class Providers {
    private static final int MOST = 10_000;

    private Providers() {}

    /// The provider of an offer.
    ///
    /// @param layer the plugin's module layer, or null where it has none
    static Object make(Offer offer, ClassLoader loader, @Nullable ModuleLayer layer)
            throws PluginFailure {
        Class<?> service = offer.door().service();
        List<String> errors = new ArrayList<>();
        List<ServiceLoader.Provider<?>> found =
                all(
                        layer == null
                                ? ServiceLoader.load(service, loader)
                                : ServiceLoader.load(layer, service),
                        errors);
        for (ServiceLoader.Provider<?> provider : found) {
            Class<?> type = provider.type();
            // The layers above, and so their providers, are searched too.
            if (type.getName().equals(offer.provider()) && loader.equals(type.getClassLoader())) {
                return provider.get();
            }
        }
        if (layer == null && errors.isEmpty()) {
            return named(offer, loader);
        }
        throw new PluginFailure(
                PROVIDER_ERROR,
                errors.stream()
                        .filter(error -> error.contains(offer.provider()))
                        .findFirst()
                        .orElse("its provider " + offer.provider() + " was not found"));
    }

    /// That of a module that was loaded as a class path: its descriptor names it, and no file for
    /// `ServiceLoader` does.
    private static Object named(Offer offer, ClassLoader loader) throws PluginFailure {
        try {
            return Class.forName(offer.provider(), true, loader).getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw new PluginFailure(
                    PROVIDER_ERROR, PluginFailure.told(Objects.requireNonNull(thrown.getCause())));
        } catch (ReflectiveOperationException impossible) {
            throw new PluginFailure(PROVIDER_ERROR, PluginFailure.told(impossible));
        }
    }

    /// The provider of a kind among the host's own modules and on its class path.
    static Source.@Nullable OfHost ofHost(Door<?> door, String kind, ClassLoader host) {
        return allOfHost(door, host).stream()
                .filter(provider -> kind(provider).equals(kind))
                .findFirst()
                .map(Source.OfHost::new)
                .orElse(null);
    }

    static List<String> kindsOfHost(Door<?> door, ClassLoader host) {
        return allOfHost(door, host).stream()
                .map(Providers::kind)
                .filter(kind -> !kind.isEmpty())
                .toList();
    }

    private static String kind(ServiceLoader.Provider<?> provider) {
        Kind kind = provider.type().getAnnotation(Kind.class);
        return kind == null ? "" : kind.value();
    }

    private static List<ServiceLoader.Provider<?>> allOfHost(Door<?> door, ClassLoader host) {
        return all(ServiceLoader.load(door.service(), host), new ArrayList<>());
    }

    private static List<ServiceLoader.Provider<?>> all(
            ServiceLoader<?> services, List<String> errors) {
        List<ServiceLoader.Provider<?>> found = new ArrayList<>();
        Iterator<? extends ServiceLoader.Provider<?>> providers = services.stream().iterator();
        for (int tries = 0; tries < MOST; tries++) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError error) {
                errors.add(PluginFailure.told(error));
            }
        }
        return found;
    }
}

package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.guard.FaultPolicy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a manifest means. The native vocabulary and every dialect come to this one form.
///
/// @param file the file it was read from, absolute
/// @param name what the whole is called
/// @param baseDirectory where relative paths begin, absolute
/// @param stateDirectory lock, socket and logs, absolute
/// @param environment set for every service beside its own; each spec holds it already
/// @param settings what holds for the whole
/// @param control control servers, in order
/// @param services in the order they were written
/// @param places where all that was written
public record Manifest(
        Path file,
        String name,
        Path baseDirectory,
        Path stateDirectory,
        Map<String, String> environment,
        Settings settings,
        List<PluginUse> control,
        List<ServiceSpec> services,
        Places places) {
    public Manifest {
        environment = Map.copyOf(environment);
        control = List.copyOf(control);
        services = List.copyOf(services);
    }

    /// The same, with its state elsewhere.
    public Manifest keepingStateIn(Path directory) {
        return new Manifest(
                file,
                name,
                baseDirectory,
                directory,
                environment,
                settings,
                control,
                services,
                places);
    }

    /// The same, with this service only.
    Manifest holding(ServiceSpec service, Places places) {
        return new Manifest(
                file,
                name,
                baseDirectory,
                stateDirectory,
                environment,
                settings,
                List.of(),
                List.of(service),
                places);
    }

    /// Which plugins may be used: those with one of these checksums, and those that are signed.
    ///
    /// @param sha256 of JARs or zips, in hexadecimal
    /// @param certificates of who may have signed them, absolute
    public record TrustPolicy(List<String> sha256, List<Path> certificates) {
        public TrustPolicy {
            sha256 = List.copyOf(sha256);
            certificates = List.copyOf(certificates);
        }
    }

    /// What holds for the whole.
    ///
    /// @param exitWhenIdle whether to end when no service is left to run
    /// @param maxConcurrentStarts services in `starting` at one time, from 1
    /// @param maxConcurrentRetries sessions reconnecting at one time, from 1
    /// @param maxDynamic dynamic services at one time; 0 none, -1 no limit
    /// @param pluginsDirectory the user's plugins, absolute; need not exist
    /// @param disabledPlugins ids of plugins that are not to be loaded
    /// @param watchPlugins whether what is put into their folder is used at once
    /// @param trust which plugins of their folder may be used at all; null for all
    /// @param faults what becomes of plugins that behave badly
    /// @param historyEvents how many events are kept, from 1
    /// @param historyMessages how many messages are kept, from 1
    /// @param historyThreads how many operations that have ended are kept, from 1
    /// @param subscribers event subscribers, in order
    /// @param producers state producers, in order
    public record Settings(
            boolean exitWhenIdle,
            int maxConcurrentStarts,
            int maxConcurrentRetries,
            int maxDynamic,
            Path pluginsDirectory,
            List<String> disabledPlugins,
            boolean watchPlugins,
            @Nullable TrustPolicy trust,
            FaultPolicy faults,
            int historyEvents,
            int historyMessages,
            int historyThreads,
            List<PluginUse> subscribers,
            List<PluginUse> producers) {
        public Settings {
            subscribers = List.copyOf(subscribers);
            producers = List.copyOf(producers);
            disabledPlugins = List.copyOf(disabledPlugins);
        }
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.plan.Plan.NamedControl;
import dev.reeve.supervisor.core.plugin.Catalog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What stands before the plugins, for a supervisor that runs.
final class Guards {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Guards() {}

    /// From now on the manifest says what becomes of plugins that behave badly, and that is told.
    ///
    /// @param bundled the folder of the distribution's own, or null
    static void begin(
            Guard guard,
            Catalog catalog,
            @Nullable Path bundled,
            Manifest.Settings settings,
            Consumer<Input> inbox) {
        guard.policy(settings.faults());
        trust(guard, catalog, bundled);
        guard.tell(seen -> inbox.accept(new Input.Happened(event(seen))));
    }

    /// The distribution's own, as far as they are in use, are known.
    static void trust(Guard guard, Catalog catalog, @Nullable Path bundled) {
        if (bundled != null) {
            Path folder = bundled.toAbsolutePath().normalize();
            guard.trust(
                    catalog.plugins().stream()
                            .filter(plugin -> isIn(folder, plugin))
                            .map(PluginSnapshot::id)
                            .collect(Collectors.toSet()));
        }
    }

    private static boolean isIn(Path folder, PluginSnapshot plugin) {
        String path = plugin.path();
        return path != null && Path.of(path).toAbsolutePath().normalize().startsWith(folder);
    }

    private static Event event(Guard.Misbehaviour seen) {
        return seen.cutOff()
                ? new Event.PluginChanged(seen.plugin(), "failed", seen.text())
                : new Event.ErrorOccurred(
                        null, null, "plugin %s: %s".formatted(seen.plugin(), seen.text()));
    }

    /// Lets a control server serve.
    ///
    /// @return what ends it
    /// @throws IOException where it does not; the message says why
    static AutoCloseable served(Guard guard, NamedControl control, Supervisor supervisor)
            throws IOException {
        var served = new AtomicReference<@Nullable AutoCloseable>();
        String trouble =
                call(guard, "serve", control, () -> served.set(control.server().serve(supervisor)));
        AutoCloseable end = served.get();
        if (trouble != null || end == null) {
            throw new IOException(
                    "cannot serve `%s`: %s"
                            .formatted(
                                    control.name(),
                                    trouble == null ? "it has made nothing" : trouble));
        }
        return () -> {
            String failed = call(guard, "close", control, end::close);
            if (failed != null) {
                throw new IOException(control.name() + ": " + failed);
            }
        };
    }

    private static @Nullable String call(Guard guard, String verb, NamedControl control, Work work)
            throws IOException {
        try {
            Outcome outcome =
                    guard.within(LIMIT, verb, verb + " " + control.name(), control.server(), work);
            return outcome.trouble();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", hurried);
        }
    }
}

package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.control.LocalSupervisor;
import dev.reeve.supervisor.core.control.PluginSwaps;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.plan.Plan.Attached;
import dev.reeve.supervisor.core.plan.Plan.NamedProducer;
import dev.reeve.supervisor.core.plan.Refitting;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.PluginRuntime;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What has plugins and is no service, when these change: control servers, event subscribers, state
/// producers, log forwarders.
final class Attachments implements PluginSwaps.Around {
    /// Whoever has asked for a change through a control server gets the answer before that is
    /// closed.
    private static final Duration ANSWERED = Duration.ofMillis(500);

    /// When it is looked whether what was given back is gone, one after another.
    private static final Duration[] LOOKS = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25)
    };

    private final Manifest begun;
    private final @Nullable Path bundled;
    private final PluginRuntime plugins;
    private final Servers servers;
    private final Forwards forwards;
    private final Subscriptions subscriptions;
    private final Consumer<String> told;
    private volatile @Nullable Producing producing;
    private volatile @Nullable PluginWatch watch;
    private int look = LOOKS.length;

    /// @param begun what the supervisor has started with; what is attached is not reloaded
    /// @param bundled the folder of the distribution's plugins, or null
    /// @param told gets what is wrong, one line for people
    Attachments(
            Manifest begun,
            @Nullable Path bundled,
            PluginRuntime plugins,
            Servers servers,
            Forwards forwards,
            Subscriptions subscriptions,
            Consumer<String> told) {
        this.begun = begun;
        this.bundled = bundled;
        this.plugins = plugins;
        this.servers = servers;
        this.forwards = forwards;
        this.subscriptions = subscriptions;
        this.told = told;
    }

    /// State producers begin.
    void produce(
            List<NamedProducer> producers,
            Supervisor supervisor,
            ActivityBoard board,
            Consumer<Input> inbox) {
        producing = new Producing(plugins.guard(), producers, supervisor, board, inbox, told);
    }

    /// The plugins folder is watched from now on, where that is wished.
    void watch(Manifest.Settings settings, LocalSupervisor supervisor) {
        if (settings.watchPlugins()) {
            watch =
                    PluginWatch.begin(
                            settings.pluginsDirectory(),
                            patient -> supervisor.pluginsMoved(patient).get(),
                            told);
        }
    }

    /// Nothing is replaced any more.
    void settle() {
        PluginWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
    }

    /// State producers end.
    void endProducers() {
        Producing producers = producing;
        if (producers != null) {
            producers.close();
        }
    }

    @Override
    public void refit(Catalog catalog, Predicate<Object> old) {
        Guards.trust(plugins.guard(), catalog, bundled);
        Attached now = Refitting.attached(catalog, begun, told);
        subscriptions.refit(now.subscribers(), old);
        Producing producers = producing;
        if (producers != null) {
            producers.refit(now.producers(), old);
        }
        var control = Refitting.control(catalog, begun, told);
        after(ANSWERED, "control servers", () -> servers.refit(control, old));
    }

    private static void after(Duration wait, String name, Runnable what) {
        Executor later =
                CompletableFuture.delayedExecutor(
                        wait.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
        later.execute(() -> Thread.ofPlatform().daemon().name(name).start(what));
    }

    @Override
    public void dropped(Predicate<Object> old) {
        forwards.drop(old);
    }

    @Override
    public synchronized void givenBack() {
        boolean idle = look == LOOKS.length;
        look = 0;
        if (idle) {
            lookLater();
        }
    }

    private void lookLater() {
        after(LOOKS[look], "plugins", this::look);
    }

    /// The only proof that nothing holds on to a plugin is that the collector has taken it.
    private synchronized void look() {
        System.gc();
        boolean gone = plugins.tidy();
        look = gone ? LOOKS.length : look + 1;
        if (look < LOOKS.length) {
            lookLater();
        } else if (!gone) {
            plugins.held().forEach(told);
        }
    }
}

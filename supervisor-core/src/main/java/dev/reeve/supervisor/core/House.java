package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.ledger.DisabledPlugins;
import dev.reeve.supervisor.core.manifest.Draft;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.ManifestReader;
import dev.reeve.supervisor.core.plan.ManifestSchema;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.PlanSource;
import dev.reeve.supervisor.core.plugin.PluginCheck;
import dev.reeve.supervisor.core.plugin.PluginRuntime;
import dev.reeve.supervisor.core.plugin.PluginTerms;
import dev.reeve.supervisor.core.plugin.Trust;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The composition root: wires a supervisor together, in order. For the launcher, the test kit and
/// programs that embed Reeve.
public final class House {
    private House() {}

    /// What to start from.
    ///
    /// @param manifest the manifest's file; where there is none, the folder of the whole
    /// @param bare whether there is no manifest
    /// @param providers what the program itself brings
    /// @param services only these and what they require are wanted; empty for all with `autostart`
    /// @param stateDirectory instead of the manifest's, or null
    /// @param bundledPlugins the distribution's plugins, or null
    /// @param environment for `${…}` and for services that inherit it
    /// @param again the arguments of `bin/reeve` that would start the same once more, for another
    ///     version that takes over; empty where a program embeds Reeve
    public record Start(
            Path manifest,
            boolean bare,
            List<Object> providers,
            List<String> services,
            @Nullable Path stateDirectory,
            @Nullable Path bundledPlugins,
            Map<String, String> environment,
            List<String> again) {
        /// By a manifest.
        public Start(
                Path manifest,
                List<String> services,
                @Nullable Path stateDirectory,
                @Nullable Path bundledPlugins,
                Map<String, String> environment,
                List<String> again) {
            this(
                    manifest,
                    false,
                    List.of(),
                    services,
                    stateDirectory,
                    bundledPlugins,
                    environment,
                    again);
        }

        public Start {
            providers = List.copyOf(providers);
            again = List.copyOf(again);
            services = List.copyOf(services);
            environment = Map.copyOf(environment);
        }

        /// Of a program that embeds Reeve and has no manifest.
        ///
        /// @param folder where its state is, in `.reeve`, and its plugins, in `plugins`
        /// @param providers what the program itself brings: objects that a plugin would offer as
        ///     services, such as a {@link dev.reeve.supervisor.api.spi.ServiceKindPlugin}
        public static Start embedded(Path folder, Object... providers) {
            return new Start(
                    folder.toAbsolutePath().normalize(),
                    true,
                    List.of(providers),
                    List.of(),
                    null,
                    null,
                    System.getenv(),
                    List.of());
        }

        PlanSource source() {
            return new PlanSource(manifest, bare, stateDirectory, environment);
        }
    }

    /// The manifest of a folder: `reeve.yaml`, `reeve.yml` or `reeve.json`.
    ///
    /// @param folder as its user named it; empty for the current one
    public static Checked<Path> manifestIn(Path folder) {
        return ManifestReader.find(folder);
    }

    /// Loads the plugins, reads the manifest and plans; nothing is started or written.
    public static Checked<Prepared> prepare(Start start) {
        Draft draft = start.source().draft();
        Manifest manifest = draft.manifest();
        if (manifest == null) {
            return new Checked.Invalid<>(draft.problems());
        }
        PluginRuntime plugins;
        try {
            plugins =
                    PluginRuntime.load(
                            terms(start.bundledPlugins(), manifest, start.providers()),
                            DisabledPlugins.in(manifest.stateDirectory())
                                    .with(manifest.settings().disabledPlugins()));
        } catch (IOException failure) {
            String text = "cannot load plugins: " + failure.getMessage();
            return new Checked.Invalid<>(List.of(Problem.at(null, null, text)));
        }
        var planned =
                start.source().plan(draft, plugins).then(plan -> chosen(plan, start.services()));
        return switch (planned) {
            case Checked.Valid<Plan>(Plan plan) ->
                    new Checked.Valid<>(new PreparedHouse(start, plan, plugins));
            case Checked.Invalid<Plan>(List<Problem> problems) -> {
                plugins.close();
                yield new Checked.Invalid<>(problems);
            }
        };
    }

    /// The JSON Schema of a manifest, with the options of the plugins that are there: the
    /// distribution's, and those of the manifest's own folder.
    ///
    /// @param manifest whose plugins count, however wrong the rest of it is; null for none
    /// @param bundledPlugins the distribution's plugins, or null
    /// @param environment for `${…}`
    /// @throws IOException where plugins cannot be loaded
    public static Map<String, Object> schema(
            @Nullable Path manifest, @Nullable Path bundledPlugins, Map<String, String> environment)
            throws IOException {
        Manifest read = null;
        if (manifest != null) {
            read = ManifestReader.draft(manifest, environment).manifest();
        }
        List<String> disabled = read == null ? List.of() : read.settings().disabledPlugins();
        try (var plugins = PluginRuntime.load(terms(bundledPlugins, read, List.of()), disabled)) {
            return ManifestSchema.of(plugins);
        }
    }

    /// Tries a plugin before it is installed, in a layer that is thrown away.
    ///
    /// @param plugin a JAR, a zip or a folder
    /// @param manifest whose plugins it may depend on, too; null for none
    /// @param bundledPlugins the distribution's plugins, or null
    /// @param environment for `${…}`
    /// @return `id`, `version`, …, what it `offers`, and its `problems`, which has no item where it
    ///     can be used
    /// @throws IOException where it cannot be read at all
    public static Map<String, @Nullable Object> verify(
            Path plugin,
            @Nullable Path manifest,
            @Nullable Path bundledPlugins,
            Map<String, String> environment)
            throws IOException {
        Manifest read =
                manifest == null ? null : ManifestReader.draft(manifest, environment).manifest();
        return PluginReport.of(PluginCheck.of(plugin, folders(bundledPlugins, read)));
    }

    private static PluginTerms terms(
            @Nullable Path bundledPlugins, @Nullable Manifest manifest, List<Object> given)
            throws IOException {
        var trust = manifest == null ? null : manifest.settings().trust();
        return new PluginTerms(
                folders(bundledPlugins, manifest),
                given,
                trust == null
                        ? Trust.ANY
                        : Trust.in(trust.sha256(), trust.certificates(), bundledPlugins));
    }

    private static List<Path> folders(@Nullable Path bundledPlugins, @Nullable Manifest manifest) {
        var folders = new LinkedHashSet<Path>();
        if (bundledPlugins != null) {
            folders.add(bundledPlugins);
        }
        if (manifest != null) {
            folders.add(manifest.settings().pluginsDirectory());
        }
        return List.copyOf(folders);
    }

    private static Checked<Plan> chosen(Plan plan, List<String> services) {
        List<String> known = plan.services().stream().map(s -> s.spec().name()).toList();
        List<Problem> unknown =
                services.stream()
                        .filter(name -> !known.contains(name))
                        .map(
                                name ->
                                        Problem.unknown(
                                                null, null, "no service is called", name, known))
                        .toList();
        return Checked.of(plan, unknown);
    }

    /// A plan without a mistake.
    public interface Prepared extends AutoCloseable {
        /// The manifest's name.
        String name();

        /// Lock, socket and logs, absolute.
        Path stateDirectory();

        /// How many services there are.
        int serviceCount();

        /// The dependency graph, by service in name order.
        Map<String, List<Supervisor.Edge>> graph();

        /// The same as an SVG document.
        String drawing();

        /// The plugins that were found.
        List<Supervisor.PluginSnapshot> plugins();

        /// The JSON Schema of what each kind of a plugin takes, by kind; empty where there is no
        /// such plugin.
        Map<String, Object> pluginOptions(String plugin);

        /// Takes the lock and begins: control servers first, then services as their dependencies
        /// allow.
        ///
        /// @param before called before anything is started, by the calling thread: whoever wants to
        ///     see everything begins to follow here
        /// @throws IOException where another supervisor holds the state directory, or it cannot be
        ///     used; nothing was started, and the message says who or why
        Running run(Consumer<Supervisor> before) throws IOException;

        /// Gives plugins back; not to be called once it runs.
        @Override
        void close();
    }

    /// A supervisor that runs.
    public interface Running {
        /// The door to it.
        Supervisor supervisor();

        /// Done when all has ended: with 0, or the code of the essential service that ended it.
        CompletableFuture<Integer> ended();

        /// Ends everything at once, with KILL. For the second Ctrl-C.
        void kill();

        /// The options of a service of a plugin's kind as it is defined by now, as plain values;
        /// null where there is none.
        @Nullable Map<String, Object> options(String service);
    }
}

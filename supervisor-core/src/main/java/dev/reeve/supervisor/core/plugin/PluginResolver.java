package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DEPENDENCY_FAILED;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.FORBIDDEN_MODULE;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.MODULE_RESOLUTION;

import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out whether the modules of a plugin fit together, without loading any of its classes.
final class PluginResolver {
    private static final String ADVICE =
            " (put a library into META-INF/lib/, or name the plugin that has the module in"
                    + " Plugin-Dependencies)";

    private final Configuration host;
    private final List<ModuleDescriptor> shared;

    /// @param host the modules of the platform
    PluginResolver(Configuration host) {
        this.host = host;
        this.shared =
                host.modules().stream()
                        .filter(module -> HostView.sharesModule(module.name()))
                        .map(module -> module.reference().descriptor())
                        .toList();
    }

    /// Resolves a plugin.
    ///
    /// @param dependencies the plugins it depends on that can be used
    Form resolve(ReadPlugin plugin, List<ResolvedPlugin> dependencies) throws PluginFailure {
        if (plugin.external() != null) {
            return new Form.External(plugin.external());
        }
        if (!plugin.modular() || !hostIsModular()) {
            return new Form.ClassPath();
        }
        List<Configuration> parents = new ArrayList<>();
        Set<String> allowed = new HashSet<>();
        for (ResolvedPlugin dependency : dependencies) {
            switch (dependency.form()) {
                case Form.Layer(OwnModules modules, Configuration configuration) -> {
                    parents.add(configuration);
                    allowed.add(modules.main());
                }
                case Form.ClassPath() ->
                        throw new PluginFailure(
                                DEPENDENCY_FAILED,
                                "needs plugin "
                                        + dependency.id()
                                        + ", which has no module descriptor: a module cannot read"
                                        + " it");
                case Form.External _ ->
                        throw new PluginFailure(
                                DEPENDENCY_FAILED,
                                "needs plugin "
                                        + dependency.id()
                                        + ", which is a program of its own and has no classes");
            }
        }
        parents.add(host);
        try {
            return layer(new OwnModules(plugin.files(), shared), parents, allowed);
        } catch (FindException | ResolutionException failure) {
            String text = PluginFailure.messages(failure);
            throw new PluginFailure(
                    MODULE_RESOLUTION, text.contains(" not found") ? text + ADVICE : text);
        }
    }

    /// A module cannot read the API of a program that has Reeve on its class path.
    private boolean hostIsModular() {
        return shared.stream().anyMatch(module -> module.name().equals(HostView.API));
    }

    private static Form layer(
            OwnModules modules, List<Configuration> parents, Set<String> dependencies)
            throws PluginFailure {
        // Nobody's descriptor says what a library without one needs, so all of those are there.
        Set<String> roots = new HashSet<>(modules.plain());
        roots.add(modules.main());
        Configuration configuration =
                Configuration.resolveAndBind(modules, parents, ModuleFinder.of(), roots);
        for (ResolvedModule module : configuration.modules()) {
            checkRequires(module.reference().descriptor(), modules, dependencies);
        }
        checkPackages(configuration);
        return new Form.Layer(modules, configuration);
    }

    /// The JDK lets a module require whatever the platform has; what it has for its own use would
    /// become part of the plugin API by accident.
    private static void checkRequires(
            ModuleDescriptor module, OwnModules modules, Set<String> dependencies)
            throws PluginFailure {
        for (Requires requires : module.requires()) {
            String name = requires.name();
            boolean fine =
                    HostView.sharesModule(name)
                            || modules.find(name).isPresent()
                            || dependencies.contains(name)
                            || requires.modifiers().contains(Requires.Modifier.STATIC);
            if (!fine) {
                throw new PluginFailure(
                        FORBIDDEN_MODULE,
                        "module "
                                + module.name()
                                + " requires "
                                + name
                                + ", which is not part of the plugin API"
                                + ADVICE);
            }
        }
    }

    /// All modules of a plugin have one class loader, so no two may have a package in common, not
    /// even one that neither exports.
    private static void checkPackages(Configuration configuration) throws PluginFailure {
        Map<String, String> owners = new HashMap<>();
        for (ResolvedModule module : configuration.modules()) {
            for (String name : module.reference().descriptor().packages()) {
                String other = owners.putIfAbsent(name, module.name());
                if (other != null) {
                    throw new PluginFailure(
                            MODULE_RESOLUTION,
                            "its modules %s and %s both have the package %s"
                                    .formatted(other, module.name(), name));
                }
            }
        }
    }
}

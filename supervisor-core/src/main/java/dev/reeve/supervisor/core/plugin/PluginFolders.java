package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BROKEN_ARCHIVE;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DEPENDENCY_FAILED;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DUPLICATE_KIND;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.NO_PROVIDER;

import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.pf4j.PluginDependency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads plugins folders: what is there, what fits, what each plugin offers. Nothing is loaded yet,
/// and one bad plugin is never the end of another.
final class PluginFolders {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern COPY =
            Pattern.compile("\\S*" + PrivateFolder.PREFIX + "[0-9]+/[0-9]+/(nested/|lib/)?");

    private final PluginResolver resolver;
    private final PluginList list;
    private final Earlier earlier;
    private final PrivateFolder copies;
    private final Trust trust;
    private final Map<String, ResolvedPlugin> usable = new LinkedHashMap<>();
    private final Map<String, String> offeredBy = new HashMap<>();

    /// @param list notes everything that was found
    /// @param earlier what was found the last time
    /// @param copies where files are copied to
    /// @param trust which may be used at all
    PluginFolders(
            PluginResolver resolver,
            PluginList list,
            Earlier earlier,
            PrivateFolder copies,
            Trust trust) {
        this.resolver = resolver;
        this.list = list;
        this.earlier = earlier;
        this.copies = copies;
        this.trust = trust;
    }

    /// What is there.
    ///
    /// @param read all whose descriptor is good
    /// @param usable those that can be used, each after those it depends on
    record Found(List<ReadPlugin> read, List<ResolvedPlugin> usable) {}

    /// Reads folders.
    ///
    /// @param folders the distribution's first; those that are not there have no plugins
    /// @param disabled ids of plugins that are not to be used
    Found read(List<Path> folders, Set<String> disabled) throws IOException {
        List<ReadPlugin> enabled = new ArrayList<>();
        List<ReadPlugin> all = readAll(folders);
        for (ReadPlugin plugin : all) {
            if (disabled.contains(plugin.id())) {
                list.disabled(plugin);
            } else {
                enabled.add(plugin);
            }
        }
        List<ReadPlugin> ordered =
                new PluginOrder(
                                ApiVersion.read(),
                                (plugin, problem) -> list.problem(plugin.files().origin(), problem))
                        .of(enabled);
        for (ReadPlugin plugin : ordered) {
            contained(plugin.files().origin(), plugin.name() + ": ", () -> resolve(plugin));
        }
        usable.values().forEach(this::checkThatItIsOfUse);
        return new Found(all, List.copyOf(usable.values()));
    }

    private List<ReadPlugin> readAll(List<Path> folders) throws IOException {
        List<ReadPlugin> plugins = new ArrayList<>();
        List<Path> seen = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder) || seen.contains(folder.toRealPath())) {
                continue;
            }
            seen.add(folder.toRealPath());
            int number = seen.size() - 1;
            for (Path origin : candidates(folder)) {
                list.found(origin);
                contained(origin, "", () -> plugins.add(read(origin, number)));
                ReadPlugin good = list.hasProblem(origin) ? earlier.of(origin) : null;
                if (good != null) {
                    // Written over by something that cannot be read: what was there is still good.
                    plugins.add(good);
                }
            }
        }
        List<ReadPlugin> wanted = earlier.instead(plugins);
        wanted.forEach(list::read);
        for (ReadPlugin plugin : plugins) {
            // Read for nothing: another of its id is kept.
            if (!wanted.contains(plugin) && !plugin.equals(earlier.of(plugin.files().origin()))) {
                Departures.delete(plugin);
            }
        }
        return wanted;
    }

    private ReadPlugin read(Path origin, int folder) throws PluginFailure, IOException {
        ReadPlugin known = earlier.unchanged(origin, folder);
        if (known != null) {
            return known;
        }
        Path copy = copies.next();
        try {
            return ReadPlugin.read(origin, copy, folder, trust);
        } catch (PluginFailure | RuntimeException | LinkageError unusable) {
            PrivateFolder.delete(copy);
            throw unusable;
        }
    }

    /// JARs, zips and folders, by name; not what is hidden, and not what has another ending, as
    /// files have that are still being written.
    static List<Path> candidates(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> {
                                String name = PluginFiles.nameOf(file);
                                return !name.startsWith(".")
                                        && (name.endsWith(".jar")
                                                || name.endsWith(".zip")
                                                || Files.isDirectory(file));
                            })
                    .sorted()
                    .toList();
        }
    }

    private void resolve(ReadPlugin plugin) throws PluginFailure, IOException {
        for (PluginDependency dependency : plugin.descriptor().getDependencies()) {
            if (!dependency.isOptional() && !usable.containsKey(dependency.getPluginId())) {
                throw new PluginFailure(
                        DEPENDENCY_FAILED,
                        "needs plugin " + dependency.getPluginId() + ", which cannot be used");
            }
        }
        List<ResolvedPlugin> dependencies =
                PluginOrder.dependencies(plugin, usable.keySet()).stream()
                        .map(usable::get)
                        .toList();
        ResolvedPlugin before = earlier.resolved(plugin, dependencies);
        Form form = before == null ? resolver.resolve(plugin, dependencies) : before.form();
        List<Offer> offers = new ArrayList<>();
        for (Offer offer : new OfferReader(failure -> note(plugin, failure)).read(plugin, form)) {
            String word = offer.door().word() + " `" + offer.kind() + "`";
            String other = offeredBy.putIfAbsent(word, plugin.id());
            if (other == null) {
                offers.add(offer);
            } else {
                note(
                        plugin,
                        new PluginFailure(
                                DUPLICATE_KIND,
                                "its %s is ignored: plugin %s has one of this name"
                                        .formatted(word, other)));
            }
        }
        boolean same = before != null && before.offers().equals(offers);
        usable.put(
                plugin.id(),
                same
                        ? before
                        : new ResolvedPlugin(
                                plugin,
                                dependencies,
                                form,
                                List.copyOf(offers),
                                NUMBERS.incrementAndGet()));
        list.started(plugin, offers);
    }

    /// Shading drops the module descriptor of a JAR and with it all that it provides, without a
    /// word.
    private void checkThatItIsOfUse(ResolvedPlugin plugin) {
        boolean needed =
                usable.values().stream().anyMatch(other -> other.dependencies().contains(plugin));
        if (plugin.offers().isEmpty() && !needed && !list.hasProblem(plugin.read())) {
            note(
                    plugin.read(),
                    new PluginFailure(
                            NO_PROVIDER,
                            "it offers nothing: it has no `provides … with` in a module descriptor"
                                    + " and no file in META-INF/services for a door of Reeve"));
            list.failed(plugin.read());
        }
    }

    private void note(ReadPlugin plugin, PluginFailure failure) {
        list.problem(
                plugin.files().origin(),
                new PluginProblem(
                        failure.code(), plugin.file(), plugin.name() + ": " + failure.text()));
    }

    private void contained(Path origin, String name, Step step) {
        String file = PluginFiles.nameOf(origin);
        try {
            step.take();
        } catch (PluginFailure failure) {
            list.problem(
                    origin, new PluginProblem(failure.code(), file, name + plain(failure.text())));
        } catch (IOException | RuntimeException | LinkageError failure) {
            String text = name + "cannot be read: " + plain(PluginFailure.told(failure));
            list.problem(origin, new PluginProblem(BROKEN_ARCHIVE, file, text));
        }
    }

    /// A text of the JDK's without the places of the copies, which nobody knows.
    private static String plain(String text) {
        return COPY.matcher(text).replaceAll("");
    }

    @FunctionalInterface
    private interface Step {
        void take() throws PluginFailure, IOException;
    }
}

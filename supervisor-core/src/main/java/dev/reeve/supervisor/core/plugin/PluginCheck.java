package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.core.external.ExternalLoader;
import dev.reeve.supervisor.core.external.ExternalPlugin;
import dev.reeve.supervisor.core.external.Misconduct;
import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Tries a plugin before it is installed: loads it in a layer that is thrown away, makes each of
/// its providers, looks for classes that are missing, and whether all of it is gone afterwards.
public final class PluginCheck {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LOOKS = 30;

    /// Less than it is left alone for.
    private static final Duration QUIET_END = Duration.ofMillis(1_500);

    private final List<String> problems = new ArrayList<>();
    private final List<Offered> offers = new ArrayList<>();
    private @Nullable ReadPlugin read;
    private @Nullable Form form;
    private int classes;

    private PluginCheck() {}

    /// What was found.
    ///
    /// @param id null where there is no descriptor that can be read
    /// @param requires the range of versions of the plugin API that it takes
    /// @param api the version of the plugin API here
    /// @param module the name of its module, or null where it is a class path
    /// @param program what an external plugin is started as; null where it is none
    /// @param sha256 of the file, in hexadecimal; null of a folder
    /// @param classes how many of its own classes were looked at
    /// @param problems whatever is wrong, one line each; empty where it can be used
    public record Report(
            @Nullable String id,
            @Nullable String version,
            @Nullable String provider,
            @Nullable String license,
            @Nullable String requires,
            String api,
            @Nullable String module,
            @Nullable String program,
            @Nullable String sha256,
            List<Offered> offers,
            int classes,
            List<String> problems) {}

    /// A kind that it offers.
    public record Offered(
            String door, String kind, String about, List<OptionDescription> options) {}

    /// Tries a plugin. Takes some seconds where something is held of it.
    ///
    /// @param file a JAR, a zip or a folder
    /// @param others folders with plugins that it may depend on
    /// @throws IOException where it cannot be read at all, or nothing be written to the JDK's
    ///     `java.io.tmpdir`
    public static Report of(Path file, List<Path> others) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no " + file);
        }
        return new PluginCheck().run(file.toAbsolutePath().normalize(), others);
    }

    private Report run(Path file, List<Path> others) throws IOException {
        try (PrivateFolder room = PrivateFolder.make()) {
            Path folder = Files.createDirectory(room.path().resolve("plugins"));
            Path link = Files.createSymbolicLink(folder.resolve(PluginFiles.nameOf(file)), file);
            try {
                read = ReadPlugin.read(file, room.next(), 0, Trust.ANY);
                linkDependencies(read, others, folder, room);
            } catch (PluginFailure | RuntimeException | LinkageError unreadable) {
                // The runtime says it, too, and better.
            }
            try (PluginRuntime runtime =
                    PluginRuntime.load(
                            PluginTerms.of(List.of(folder)),
                            List.of(),
                            PluginCheck.class.getClassLoader(),
                            LIMIT)) {
                tried(runtime, link);
            }
        }
        return report(file);
    }

    private static void linkDependencies(
            ReadPlugin plugin, List<Path> others, Path folder, PrivateFolder room)
            throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (PluginDependency dependency : plugin.descriptor().getDependencies()) {
            wanted.add(dependency.getPluginId());
        }
        if (wanted.isEmpty()) {
            return;
        }
        for (Path other : others) {
            for (Path candidate :
                    Files.isDirectory(other) ? PluginFolders.candidates(other) : List.<Path>of()) {
                try {
                    if (wanted.contains(
                            ReadPlugin.read(candidate, room.next(), 0, Trust.ANY).id())) {
                        Files.createSymbolicLink(
                                folder.resolve("needs-" + PluginFiles.nameOf(candidate)),
                                candidate.toAbsolutePath());
                    }
                } catch (PluginFailure | RuntimeException | LinkageError bad) {
                    // A bad one is nobody's dependency.
                }
            }
        }
    }

    private void tried(PluginRuntime runtime, Path link) throws IOException {
        PluginSnapshot found =
                runtime.plugins().stream()
                        .filter(plugin -> link.toString().equals(plugin.path()))
                        .findFirst()
                        .orElseThrow(() -> new IOException("it is no JAR, zip or folder"));
        if (found.error() != null) {
            problems.add(found.error());
        }
        ResolvedPlugin plugin = runtime.usable(found.id());
        if (plugin == null) {
            return;
        }
        form = plugin.form();
        for (Offer offer : plugin.offers()) {
            String failure = runtime.failure(offer);
            if (failure != null) {
                problems.add(offer.door().word() + " `" + offer.kind() + "`: " + failure);
            }
            offers.add(
                    new Offered(
                            offer.door().word(),
                            offer.kind(),
                            offer.about(),
                            runtime.describe(offer.door(), offer.kind())));
        }
        look(runtime, plugin);
        thrownAway(runtime, found.id());
    }

    private void look(PluginRuntime runtime, ResolvedPlugin plugin) throws IOException {
        ClassLoader loader = runtime.loader(plugin);
        if (loader instanceof ExternalLoader external) {
            greet(external.plugin());
        } else if (loader != null) {
            var missing = new MissingClasses(plugin.read().files().main(), loader);
            classes = missing.looked();
            problems.addAll(missing.lines());
        }
    }

    /// Starts the process of an external plugin, and has it end again.
    private void greet(ExternalPlugin program) {
        try {
            program.greet();
            program.retire();
            if (!program.awaitEnd(QUIET_END)) {
                problems.add("it goes on when its standard input has ended");
                program.awaitEnd(LIMIT);
            }
        } catch (Misconduct useless) {
            problems.add("it " + useless.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void thrownAway(PluginRuntime runtime, String id) throws IOException {
        Proposal without = runtime.propose(List.of(id), Set.of(), Set.of());
        runtime.use(without);
        runtime.giveBack(without);
        for (int look = 0; look < LOOKS && !runtime.tidy(); look++) {
            System.gc();
            try {
                Thread.sleep(look);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        runtime.held().forEach(held -> problems.add("it cannot be unloaded: " + held));
    }

    private Report report(Path file) throws IOException {
        ReadPlugin plugin = read;
        return new Report(
                plugin == null ? null : plugin.id(),
                plugin == null ? null : plugin.version(),
                plugin == null ? null : plugin.descriptor().getProvider(),
                plugin == null ? null : plugin.descriptor().getLicense(),
                plugin == null ? null : plugin.descriptor().getRequires(),
                ApiVersion.read(),
                form instanceof Form.Layer layer ? layer.modules().main() : null,
                form instanceof Form.External(ExternalDescriptor external)
                        ? String.join(" ", external.command())
                        : null,
                Files.isDirectory(file) ? null : sha256(file),
                List.copyOf(offers),
                classes,
                List.copyOf(problems));
    }

    /// The SHA-256 of a file, in hexadecimal.
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[65_536];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

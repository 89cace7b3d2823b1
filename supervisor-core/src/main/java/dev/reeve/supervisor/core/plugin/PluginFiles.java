package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BAD_DESCRIPTOR;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BROKEN_ARCHIVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A plugin's files, copied to a folder of their own, so that what lies in the plugins folder may
/// be replaced while the plugin is in use.
///
/// @param origin the JAR, zip or folder in the plugins folder
/// @param main the JAR with the descriptor, or the descriptor of an external plugin
/// @param libraries the plugin's private libraries
/// @param folder where the copies are; nothing else is there
record PluginFiles(Path origin, Path main, List<Path> libraries, Path folder) {
    private static final String NESTED = "META-INF/lib/";

    /// Copies a plugin. One that is a folder or a zip has one JAR with a `Plugin-Id` at its top or
    /// in `lib/`, or its classes in `classes/`; every other JAR there is a library. Libraries may
    /// also be nested in a JAR's `META-INF/lib/`.
    static PluginFiles copy(Path origin, Path into, Trust trust) throws PluginFailure {
        try {
            Files.createDirectories(into);
            Unpacking unpacking = new Unpacking();
            if (Files.isDirectory(origin)) {
                trust.check(origin, origin);
                return ofFolder(origin, origin, into, unpacking);
            }
            Path copy = Files.copy(origin, into.resolve(nameOf(origin)));
            trust.check(origin, copy);
            if (nameOf(origin).endsWith(".jar")) {
                return ofJar(origin, copy, List.of(), into, unpacking);
            }
            Path unpacked = into.resolve("unpacked");
            Files.createDirectory(unpacked);
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                unpacking.unpack(zip, "", unpacked);
            }
            return ofFolder(origin, unpacked, into, unpacking);
        } catch (ZipException broken) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "not a readable JAR: " + PluginFailure.message(broken));
        } catch (IOException failure) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "cannot be read: " + PluginFailure.told(failure));
        }
    }

    static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private static PluginFiles ofJar(
            Path origin, Path main, List<Path> libraries, Path into, Unpacking unpacking)
            throws IOException, PluginFailure {
        Path nested = into.resolve("nested");
        try (JarFile jar = new JarFile(main.toFile())) {
            unpacking.unpack(jar, NESTED, nested);
        }
        List<Path> all = new ArrayList<>(libraries);
        all.addAll(jarsIn(nested));
        return new PluginFiles(origin, main, List.copyOf(all), into);
    }

    /// Whether it is a program of its own: its descriptor is no JAR.
    boolean isExternal() {
        return ExternalYaml.NAMES.contains(nameOf(main));
    }

    private static PluginFiles ofFolder(Path origin, Path folder, Path into, Unpacking unpacking)
            throws IOException, PluginFailure {
        Path descriptor = ExternalYaml.in(folder);
        if (descriptor != null) {
            Path own = folder.startsWith(into) ? folder : into.resolve("files");
            copyAll(folder, own);
            return new PluginFiles(origin, own.resolve(nameOf(descriptor)), List.of(), into);
        }
        List<Path> mains = new ArrayList<>();
        List<Path> libraries = new ArrayList<>();
        Path lib = Files.createDirectories(into.resolve("lib"));
        for (Path jar :
                Stream.of(jarsIn(folder), jarsIn(folder.resolve("lib")))
                        .flatMap(List::stream)
                        .toList()) {
            Path copy = Files.copy(jar, lib.resolve(nameOf(jar)));
            (hasId(copy) ? mains : libraries).add(copy);
        }
        Path classes = folder.resolve("classes");
        if (mains.isEmpty() && Files.isDirectory(classes)) {
            mains.add(pack(classes, into.resolve(nameOf(folder) + ".jar")));
        }
        if (mains.size() != 1) {
            throw new PluginFailure(
                    BAD_DESCRIPTOR,
                    mains.isEmpty()
                            ? "no JAR with a Plugin-Id in it or in its lib/"
                            : "more than one JAR with a Plugin-Id in it");
        }
        return ofJar(origin, mains.getFirst(), libraries, into, unpacking);
    }

    /// Links stay links: those of a Python environment lead out of it.
    private static void copyAll(Path from, Path to) throws IOException {
        if (from.equals(to)) {
            return;
        }
        Path real = from.toRealPath();
        try (Stream<Path> files = Files.walk(real)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(real.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    // As everything here: its user's, whatever it may be there.
                    Files.createDirectories(copy);
                } else {
                    Files.copy(
                            file,
                            copy,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static boolean hasId(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest() != null
                    && jar.getManifest()
                            .getMainAttributes()
                            .containsKey(new Attributes.Name("Plugin-Id"));
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> nameOf(file).endsWith(".jar")).sorted().toList();
        }
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                to.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, to);
            }
        }
        return jar;
    }
}

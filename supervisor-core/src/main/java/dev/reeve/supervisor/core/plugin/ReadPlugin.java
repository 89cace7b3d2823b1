package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BROKEN_ARCHIVE;

import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDescriptor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/// A plugin whose descriptor is good; what it needs was not looked at yet.
///
/// @param folder the number of the plugins folder it was found in, from 0
/// @param modular whether its JAR has a module descriptor
/// @param external what it says of itself where it is a program of its own, else null
/// @param print what its files looked like before they were copied
record ReadPlugin(
        PluginDescriptor descriptor,
        PluginFiles files,
        int folder,
        boolean modular,
        @Nullable ExternalDescriptor external,
        Fingerprint print) {
    static ReadPlugin read(Path origin, Path into, int folder, Trust trust) throws PluginFailure {
        Fingerprint print = Fingerprint.of(origin);
        PluginFiles files = PluginFiles.copy(origin, into, trust);
        if (files.isExternal()) {
            return external(files, folder, print);
        }
        try (JarFile jar =
                new JarFile(
                        files.main().toFile(),
                        false,
                        JarFile.OPEN_READ,
                        JarFile.runtimeVersion())) {
            return new ReadPlugin(
                    new StrictDescriptors().read(jar.getManifest()),
                    files,
                    folder,
                    jar.getEntry("module-info.class") != null,
                    null,
                    print);
        } catch (ZipException broken) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "not a readable JAR: " + PluginFailure.message(broken));
        } catch (IOException failure) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "cannot be read: " + PluginFailure.told(failure));
        }
    }

    private static ReadPlugin external(PluginFiles files, int folder, Fingerprint print)
            throws PluginFailure {
        try {
            ExternalDescriptor descriptor = ExternalYaml.read(files.main());
            return new ReadPlugin(descriptor.plain(), files, folder, false, descriptor, print);
        } catch (IOException failure) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "cannot be read: " + PluginFailure.told(failure));
        }
    }

    String id() {
        return descriptor.getPluginId();
    }

    String version() {
        return descriptor.getVersion();
    }

    /// The name of the file or folder it was found as.
    String file() {
        return PluginFiles.nameOf(files.origin());
    }

    /// How texts call it: `plugin tcp`.
    String name() {
        return "plugin " + id();
    }
}

package dev.reeve.supervisor.testkit.junit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The plugins that a test can use: JARs with a `Plugin-Id` on its class path, those in a folder,
/// and what the classes of its own project provide.
record FoundPlugins(ClassLoader loader) {
    private static final String DOORS = "dev.reeve.supervisor.api.spi.";

    /// Puts them all into one folder, which need not be there yet.
    void into(Path to, String folder) throws IOException {
        Files.createDirectories(to);
        if (!folder.isEmpty()) {
            Path from = Path.of(folder).toAbsolutePath();
            if (!Files.isDirectory(from)) {
                throw new StackException("there is no folder " + from + " with plugins");
            }
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.createSymbolicLink(to.resolve(name(file)), file);
                }
            }
        }
        int number = 0;
        for (Path jar : onTheClassPath()) {
            Files.createSymbolicLink(to.resolve("class-path-" + ++number + "-" + name(jar)), jar);
        }
    }

    private List<Path> onTheClassPath() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            if (url.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (InputStream in = connection.getInputStream()) {
                    if (new Manifest(in).getMainAttributes().getValue("Plugin-Id") != null) {
                        jars.add(path(connection.getJarFileURL()));
                    }
                }
            }
        }
        return jars;
    }

    /// Providers in folders of the class path, where nobody reads the module descriptor that names
    /// them. Those of modules, and those in `META-INF/services`, are found as such.
    List<Object> ofTheProject() throws IOException {
        List<Object> providers = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources("module-info.class"))) {
            if (!url.getProtocol().equals("file")) {
                continue;
            }
            try (InputStream in = url.openStream()) {
                for (var provides : ModuleDescriptor.read(in).provides()) {
                    if (provides.service().startsWith(DOORS)) {
                        for (String name : provides.providers()) {
                            add(name, providers);
                        }
                    }
                }
            }
        }
        return providers;
    }

    private void add(String name, List<Object> providers) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!type.getModule().isNamed()) {
                providers.add(type.getConstructor().newInstance());
            }
        } catch (ReflectiveOperationException unusable) {
            throw new StackException("cannot make the provider " + name, unusable);
        }
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException strange) {
            throw new IOException(url + " is no file", strange);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

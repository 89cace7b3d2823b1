package dev.reeve.supervisor.testkit;

import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a plugin provides, as its files say.
final class Provided {
    private static final String DOORS = "dev.reeve.supervisor.api.spi.";

    private Provided() {}

    /// Names of the providers that come from where a class comes from, its own among them.
    static Set<String> besides(Class<?> type) throws IOException {
        Path place = place(type);
        if (Files.isDirectory(place)) {
            return in(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return in(jar.getPath("/"));
        }
    }

    /// The folder or JAR that a class comes from.
    static Path place(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Assertions.assertNotNull(source, () -> type.getName() + " comes from nowhere");
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException strange) {
            throw new IOException(source.getLocation() + " is no file", strange);
        }
    }

    private static Set<String> in(Path root) throws IOException {
        Path descriptor = root.resolve("module-info.class");
        Set<String> names = new TreeSet<>();
        if (Files.exists(descriptor)) {
            try (InputStream in = Files.newInputStream(descriptor)) {
                ModuleDescriptor.read(in).provides().stream()
                        .filter(provides -> provides.service().startsWith(DOORS))
                        .forEach(provides -> names.addAll(provides.providers()));
            }
            return names;
        }
        Path services = root.resolve("META-INF/services");
        if (Files.isDirectory(services)) {
            try (Stream<Path> files = Files.list(services)) {
                for (Path file : files.toList()) {
                    if (String.valueOf(file.getFileName()).startsWith(DOORS)) {
                        Files.readAllLines(file).stream()
                                .map(line -> line.replaceFirst("#.*", "").strip())
                                .filter(line -> !line.isEmpty())
                                .forEach(names::add);
                    }
                }
            }
        }
        return names;
    }
}

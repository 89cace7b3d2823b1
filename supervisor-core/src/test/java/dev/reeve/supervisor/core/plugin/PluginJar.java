package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Kind;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds a plugin's JAR from source text, with a good descriptor unless one says otherwise.
final class PluginJar {
    private final Attributes attributes = new Attributes();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, Integer> zeros = new LinkedHashMap<>();
    private final List<Path> modulePath = new ArrayList<>();

    private PluginJar() {
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /// A JAR that is no plugin.
    static PluginJar library() {
        return new PluginJar();
    }

    /// A plugin without any class.
    static PluginJar empty(String id) {
        return library()
                .attribute("Plugin-Id", id)
                .attribute("Plugin-Version", "1.0.0")
                .attribute("Plugin-Requires", ">=1.0.0 & <2.0.0");
    }

    /// A modular plugin with one ready strategy, whose kind is the plugin's id. The product's text
    /// is the id, then the option `word`.
    static PluginJar ready(String id) {
        return empty(id).module(id, "", "Ready").source("Ready", ready(id, "Ready", "word"));
    }

    /// The same without a module descriptor.
    static PluginJar plainReady(String id) {
        return empty(id)
                .entry("META-INF/services/" + service(), "t." + id + ".Ready\n")
                .source("Ready", ready(id, "Ready", "word"));
    }

    /// The source of a ready strategy's plugin.
    ///
    /// @param text an expression: what the product says
    static String ready(String kind, String name, String text) {
        return """
        @Kind("%1$s")
        public final class %2$s implements ReadyStrategyPlugin<%2$s.Options> {
            record Options(@Option(fallback = "hello") String word) {}

            record Product(String text) implements ReadyStrategy {
                public void await(ReadyRun run) {}
                public String toString() { return "%1$s " + text; }
            }

            @Override
            public ReadyStrategy create(Options options, PlanContext context) {
                String word = options.word();
                return new Product(String.valueOf(%3$s));
            }
        }
        """
                .formatted(kind, name, text);
    }

    static String service() {
        return "dev.reeve.supervisor.api.spi.ReadyStrategyPlugin";
    }

    /// Adds a module descriptor, of the module and package `t.NAME`.
    PluginJar module(String name, String requires, String... providers) {
        String provides =
                providers.length == 0
                        ? ""
                        : Stream.of(providers)
                                .map(provider -> "t." + name + "." + provider)
                                .collect(
                                        Collectors.joining(
                                                ", ", "provides " + service() + " with ", ";"));
        sources.put(
                "module-info.java",
                "module t.%s { requires dev.reeve.supervisor.api; %s %s }"
                        .formatted(name, requires, provides));
        return this;
    }

    /// Adds a class to the package `t.NAME`, `NAME` being the plugin's id.
    PluginJar source(String name, String text) {
        String inPackage = "t." + attributes.getValue("Plugin-Id");
        return file(
                inPackage.replace('.', '/') + "/" + name + ".java",
                "package %s; import dev.reeve.supervisor.api.spi.*;\n%s"
                        .formatted(inPackage, text));
    }

    PluginJar file(String path, String text) {
        sources.put(path, text);
        return this;
    }

    PluginJar attribute(String name, String value) {
        attributes.putValue(name, value);
        return this;
    }

    PluginJar without(String attribute) {
        attributes.remove(new Attributes.Name(attribute));
        return this;
    }

    PluginJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    PluginJar entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /// Adds an entry of so many MiB of zeros.
    PluginJar zeros(String name, int mebibytes) {
        zeros.put(name, mebibytes);
        return this;
    }

    /// Nests a library, which is there for compiling too.
    PluginJar nest(Path library) throws IOException {
        modulePath.add(library);
        return entry("META-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
    }

    /// Compiles against a JAR that is not to be packed.
    PluginJar against(Path jar) {
        modulePath.add(jar);
        return this;
    }

    Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            Path folder = Files.createTempDirectory("plugin-sources");
            Path classes = compile(folder);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream to = new JarOutputStream(out, manifest());
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    to.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, to);
                }
                for (var entry : entries.entrySet()) {
                    to.putNextEntry(new JarEntry(entry.getKey()));
                    to.write(entry.getValue());
                }
                for (var entry : zeros.entrySet()) {
                    to.putNextEntry(new JarEntry(entry.getKey()));
                    for (int i = 0; i < entry.getValue(); i++) {
                        to.write(new byte[1 << 20]);
                    }
                }
            }
            PluginHouse.delete(folder);
            return jar;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(attributes);
        return manifest;
    }

    private Path compile(Path folder) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        if (sources.isEmpty()) {
            return classes;
        }
        boolean modular = sources.containsKey("module-info.java");
        String path =
                Stream.concat(Stream.of(api()), modulePath.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-d",
                                classes.toString(),
                                modular ? "--module-path" : "--class-path",
                                path));
        for (var source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int result =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(to, to, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException(said.toString());
        }
        return classes;
    }

    static Path api() {
        try {
            return Path.of(Kind.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

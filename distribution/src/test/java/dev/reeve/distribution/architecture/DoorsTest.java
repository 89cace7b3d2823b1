package dev.reeve.distribution.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the doors promise to those who write plugins.
class DoorsTest {
    private static final String API = "dev.reeve.supervisor.api";

    @Test
    void aDoorIsOneMethodWide() throws IOException {
        var doors =
                Compiled.all().stream()
                        .filter(type -> type.packageName().equals(API + ".spi"))
                        .filter(type -> type.name().endsWith("Plugin"))
                        .toList();
        assertFalse(doors.isEmpty());
        for (var door : doors) {
            var verbs =
                    door.model().methods().stream()
                            .filter(method -> method.flags().has(AccessFlag.ABSTRACT))
                            .map(method -> method.methodName().stringValue())
                            .toList();
            assertEquals(1, verbs.size(), door.name() + " has " + verbs);
        }
    }

    @Test
    void theApiSaysWhatThingsAreAndNotThatItGetsThem() throws IOException {
        var getters = new ArrayList<String>();
        for (var type : Compiled.all()) {
            if (type.module().equals("supervisor-api")) {
                type.model().methods().stream()
                        .map(method -> method.methodName().stringValue())
                        .filter(name -> name.matches("get[A-Z].*"))
                        .filter(name -> !name.equals("getMessage"))
                        .forEach(name -> getters.add(type.name() + "." + name));
            }
        }
        assertEquals(List.of(), getters);
    }

    @Test
    void theApiNeedsTheJdkAndNothingElse() throws IOException {
        assertEquals(
                Set.of("java.base", "org.jspecify"),
                required(Project.ROOT.resolve("supervisor-api")));
    }

    @Test
    void aPluginRequiresTheApiTheJdkAndItsOwnLibraries() throws IOException {
        var plugins = plugins();
        assertTrue(plugins.size() >= 7, plugins.toString());
        for (var plugin : plugins) {
            for (var name : required(plugin)) {
                assertFalse(
                        name.startsWith("dev.reeve.") && !name.equals(API),
                        plugin.getFileName() + " requires " + name);
            }
        }
    }

    @Test
    void everyPluginOffersSomething() throws IOException {
        for (var plugin : plugins()) {
            assertFalse(
                    descriptor(plugin).provides().isEmpty(),
                    plugin.getFileName() + " provides nothing");
        }
    }

    @Test
    void aPluginKeepsItsPackagesToItself() throws IOException {
        for (var plugin : plugins()) {
            assertEquals(Set.of(), descriptor(plugin).exports(), plugin.getFileName().toString());
        }
    }

    private static List<Path> plugins() throws IOException {
        try (Stream<Path> folders = Files.list(Project.ROOT.resolve("plugins"))) {
            return folders.filter(at -> Files.exists(at.resolve("src/main/java/module-info.java")))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> required(Path module) throws IOException {
        var names = new java.util.TreeSet<String>();
        descriptor(module).requires().forEach(requires -> names.add(requires.name()));
        return names;
    }

    private static ModuleDescriptor descriptor(Path module) throws IOException {
        try (InputStream in =
                Files.newInputStream(module.resolve("target/classes/module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }
}

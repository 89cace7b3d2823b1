package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// What plugins see of each other and of the host. A good plugin lies beside each bad one.
class PluginModulesTest {
    @TempDir Path temp;
    private PluginHouse house;

    @BeforeEach
    void makeHouse() throws IOException {
        house = new PluginHouse(Files.createDirectory(temp.resolve("plugins")));
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void aPluginIsAModuleOfItsOwnLayer() throws IOException {
        house.with("m.jar", says("m", "getClass().getModule()"))
                .with(
                        "p.jar",
                        PluginJar.empty("p")
                                .entry("META-INF/services/" + PluginJar.service(), "t.p.Ready")
                                .source(
                                        "Ready",
                                        PluginJar.ready("p", "Ready", "getClass().getModule()")));
        assertEquals(List.of(), house.problems());
        assertEquals("m module t.m", house.make("m"));
        assertTrue(house.make("p").startsWith("p unnamed module"));
    }

    @Test
    void eachPluginHasItsOwnVersionOfALibrary() throws IOException {
        house.with("one.jar", withLibrary("one", library("1")))
                .with("two.jar", withLibrary("two", library("2")));
        assertEquals(List.of(), house.problems());
        assertEquals("one lib 1", house.make("one"));
        assertEquals("two lib 2", house.make("two"));
    }

    @Test
    void aModularPluginThatBringsTheApiIsRefused() throws IOException {
        house.with("fat.jar", PluginJar.ready("fat").nest(apiJar()));
        assertEquals(
                List.of(
                        "FORBIDDEN_MODULE fat.jar: plugin fat: it brings the module"
                                + " dev.reeve.supervisor.api, which is the platform's (give that"
                                + " dependency the scope provided)"),
                house.problems());
    }

    @Test
    void aPlainPluginThatBringsTheApiGetsThePlatforms() throws IOException {
        house.with("fat.jar", PluginJar.plainReady("fat").nest(apiJar()));
        assertEquals(List.of(), house.problems());
        assertEquals("fat hello", house.make("fat"));
    }

    @Test
    void whatTheHostUsesItselfIsNotPartOfTheApi() throws IOException {
        Path pf4j =
                Path.of(
                        org.pf4j.Plugin.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        house.with(
                        "nosy.jar",
                        PluginJar.ready("nosy")
                                .against(pf4j)
                                .module("nosy", "requires pf4j;", "Ready"))
                .with("thief.jar", named("thief", "dev.reeve.supervisor.core"))
                .with("jdk.jar", named("jdk", "jdk.mine"));
        assertEquals(
                List.of(
                        "FORBIDDEN_MODULE jdk.jar: plugin jdk: it brings the module jdk.mine, which"
                                + " is the platform's (give that dependency the scope provided)",
                        "FORBIDDEN_MODULE nosy.jar: plugin nosy: module t.nosy requires pf4j, which"
                                + " is not part of the plugin API (put a library into"
                                + " META-INF/lib/, or name the plugin that has the module in"
                                + " Plugin-Dependencies)",
                        "FORBIDDEN_MODULE thief.jar: plugin thief: it brings the module"
                                + " dev.reeve.supervisor.core, which is the platform's (give that"
                                + " dependency the scope provided)"),
                house.problems());
    }

    @Test
    void theHostCannotBeReachedByReflection() throws IOException {
        String reach =
                "java.util.stream.Stream.of(\"org.pf4j.Plugin\","
                        + " \"dev.reeve.supervisor.core.House\","
                        + " \"com.fasterxml.jackson.core.JsonFactory\", \"java.sql.Driver\","
                        + " \"org.slf4j.Logger\").map(Ready::reach).toList()";
        String method =
                """
                static String reach(String name) {
                    try {
                        return Class.forName(name).getSimpleName();
                    } catch (ClassNotFoundException none) {
                        return "-";
                    }
                }
                record Product\
                """;
        String source = PluginJar.ready("r", "Ready", reach).replaceFirst("record Product", method);
        house.with("r.jar", PluginJar.empty("r").module("r", "", "Ready").source("Ready", source))
                .with(
                        "s.jar",
                        PluginJar.empty("s")
                                .entry("META-INF/services/" + PluginJar.service(), "t.s.Ready")
                                .source("Ready", source.replace("\"r\"", "\"s\"")));
        assertEquals(List.of(), house.problems());
        boolean sql = ModuleLayer.boot().findModule("java.sql").isPresent();
        String seen = "[-, -, -, " + (sql ? "Driver" : "-") + ", Logger]";
        assertEquals("r " + seen, house.make("r"));
        assertEquals("r " + seen, house.make("s"));
    }

    @Test
    void aMissingLibraryIsNamedWithAdvice() throws IOException {
        house.with(
                "forgot.jar",
                PluginJar.ready("forgot")
                        .against(library("1"))
                        .module("forgot", "requires t.lib;", "Ready"));
        assertEquals(
                List.of(
                        "MODULE_RESOLUTION forgot.jar: plugin forgot: Module t.lib not found,"
                                + " required by t.forgot (put a library into META-INF/lib/, or name"
                                + " the plugin that has the module in Plugin-Dependencies)"),
                house.problems());
    }

    @Test
    void aPackageInTwoModulesOfAPluginIsNamed() throws IOException {
        Path other =
                PluginJar.library()
                        .file("module-info.java", "module t.other { exports t.other; }")
                        .file("t/other/A.java", "package t.other; public class A {}")
                        .file("t/lib/B.java", "package t.lib; class B {}")
                        .write(temp.resolve("other.jar"));
        house.with(
                "split.jar",
                withLibrary("split", library("1"))
                        .nest(other)
                        .module("split", "requires t.lib; requires t.other;", "Ready"));
        assertEquals(1, house.problems().size());
        assertTrue(
                house.told().getFirst().contains("both have the package t.lib"),
                house.told()::toString);
    }

    @Test
    void aPlainLibraryDoesNotMeetTheHostsVersionOfAnother() throws IOException {
        // The host has a Jackson of its own. As an automatic module, the plain library would read
        // both, and the plugin could not be resolved.
        Path jackson =
                PluginJar.library()
                        .file(
                                "module-info.java",
                                "module com.fasterxml.jackson.core { exports"
                                        + " com.fasterxml.jackson.core; }")
                        .file(
                                "com/fasterxml/jackson/core/JsonFactory.java",
                                "package com.fasterxml.jackson.core; public class JsonFactory {"
                                        + " public String toString() { return \"own\"; } }")
                        .write(temp.resolve("jackson.jar"));
        Path plain =
                PluginJar.library()
                        .attribute("Automatic-Module-Name", "t.plain")
                        .entry(
                                "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
                                "t.plain.Factory")
                        .file(
                                "t/plain/Factory.java",
                                "package t.plain; public class Factory extends"
                                        + " com.fasterxml.jackson.core.JsonFactory {}")
                        .against(jackson)
                        .file(
                                "t/plain/Plain.java",
                                "package t.plain; public class Plain { public static String is() {"
                                    + " return new"
                                    + " com.fasterxml.jackson.core.JsonFactory().toString() + \" \""
                                    + " + java.util.ServiceLoader.load("
                                    + "com.fasterxml.jackson.core.JsonFactory.class,"
                                    + " Plain.class.getClassLoader()).stream().count(); } }")
                        .write(temp.resolve("plain.jar"));
        house.with(
                "both.jar",
                PluginJar.empty("both")
                        .nest(jackson)
                        .nest(plain)
                        .module(
                                "both",
                                "requires t.plain; requires com.fasterxml.jackson.core;",
                                "Ready")
                        .source("Ready", PluginJar.ready("both", "Ready", "t.plain.Plain.is()")));
        assertEquals(List.of(), house.problems());
        assertEquals("both own 1", house.make("both"));
    }

    @Test
    void aPlainLibraryFindsAnotherThatNobodyRequires() throws IOException {
        Path hidden =
                PluginJar.library()
                        .attribute("Automatic-Module-Name", "t.hidden")
                        .file(
                                "t/hidden/Hidden.java",
                                "package t.hidden; public class Hidden { public static String is()"
                                        + " { return \"found\"; } }")
                        .write(temp.resolve("hidden.jar"));
        Path shown =
                PluginJar.library()
                        .attribute("Automatic-Module-Name", "t.shown")
                        .against(hidden)
                        .file(
                                "t/shown/Shown.java",
                                "package t.shown; public class Shown { public static String is()"
                                        + " { return t.hidden.Hidden.is(); } }")
                        .write(temp.resolve("shown.jar"));
        house.with(
                "deep.jar",
                PluginJar.empty("deep")
                        .nest(hidden)
                        .nest(shown)
                        .module("deep", "requires t.shown;", "Ready")
                        .source("Ready", PluginJar.ready("deep", "Ready", "t.shown.Shown.is()")));
        assertEquals(List.of(), house.problems());
        assertEquals("deep found", house.make("deep"));
    }

    @Test
    void twoPluginsMayHaveModulesOfOneName() throws IOException {
        house.with("a.jar", named("a", "same.name")).with("b.jar", named("b", "same.name"));
        assertEquals(List.of(), house.problems());
        assertEquals("a hello", house.make("a"));
        assertEquals("b hello", house.make("b"));
    }

    @Test
    void aModuleDescriptorOfTheFutureIsNamed() throws IOException {
        Path made = PluginJar.ready("late").write(temp.resolve("late.jar"));
        Files.copy(aged(made, "module-info.class", 99), house.folder.resolve("late.jar"));
        assertEquals(1, house.problems().size());
        assertTrue(
                house.told()
                        .getFirst()
                        .startsWith(
                                "MODULE_RESOLUTION late.jar: plugin late: Error reading module:"
                                        + " late.jar: Unsupported major.minor version 99.0"),
                house.told()::toString);
    }

    @Test
    void aClassFileOfTheFutureIsNamed() throws IOException {
        Path made = PluginJar.ready("next").write(temp.resolve("next.jar"));
        Files.copy(aged(made, "t/next/Ready.class", 99), house.folder.resolve("next.jar"));
        assertEquals(1, house.problems().size());
        assertTrue(
                house.told()
                        .getFirst()
                        .startsWith(
                                "PROVIDER_ERROR next.jar: plugin next: its provider t.next.Ready"
                                        + " has class file version 99"),
                house.told()::toString);
    }

    @Test
    void aShadedPluginThatOffersNothingIsNamed() throws IOException {
        house.with("shaded.jar", PluginJar.empty("shaded").source("Lost", "class Lost {}"));
        assertTrue(
                house.problems()
                        .getFirst()
                        .startsWith("NO_PROVIDER shaded.jar: plugin shaded: it offers nothing"));
        assertEquals("failed", house.plugin("shaded").state());
    }

    @Test
    void anUnusedPluginIsListedWithWhatItOffers() throws IOException {
        house.with(
                "two.jar",
                PluginJar.empty("two")
                        .attribute("Plugin-Provider", "Somebody")
                        .attribute("Plugin-License", "MIT")
                        .module("two", "", "A", "B")
                        .source("A", PluginJar.ready("aa", "A", "1"))
                        .source("B", PluginJar.ready("bb", "B", "2")));
        house.load();
        var plugin = house.plugin("two");
        assertEquals("started", plugin.state());
        assertEquals("Somebody", plugin.provider());
        assertEquals("MIT", plugin.license());
        assertEquals(Map.of("ready strategy", List.of("aa", "bb")), plugin.provides());
    }

    private static PluginJar says(String id, String text) {
        return PluginJar.empty(id)
                .module(id, "", "Ready")
                .source("Ready", PluginJar.ready(id, "Ready", text));
    }

    /// A good plugin but for its module's name.
    private static PluginJar named(String id, String module) {
        return PluginJar.ready(id)
                .file(
                        "module-info.java",
                        "module %s { requires dev.reeve.supervisor.api; provides %s with t.%s.Ready; }"
                                .formatted(module, PluginJar.service(), id));
    }

    private static PluginJar withLibrary(String id, Path library) throws IOException {
        return PluginJar.empty(id)
                .nest(library)
                .module(id, "requires t.lib;", "Ready")
                .source("Ready", PluginJar.ready(id, "Ready", "t.lib.Lib.is()"));
    }

    private Path library(String version) {
        return PluginJar.library()
                .file("module-info.java", "module t.lib { exports t.lib; }")
                .file(
                        "t/lib/Lib.java",
                        "package t.lib; public class Lib { public static String is() { return"
                                + " \"lib %s\"; } }".formatted(version))
                .write(temp.resolve("lib" + version + "/lib.jar"));
    }

    private Path apiJar() throws IOException {
        Path api = PluginJar.api();
        if (Files.isRegularFile(api)) {
            return api;
        }
        Path jar = temp.resolve("api.jar");
        try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(api)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                to.putNextEntry(new ZipEntry(api.relativize(file).toString()));
                Files.copy(file, to);
            }
        }
        return jar;
    }

    /// A copy of a JAR in which one class file has another version.
    private Path aged(Path jar, String entry, int version) throws IOException {
        Path copy = temp.resolve("aged.jar");
        Map<String, byte[]> all = new HashMap<>();
        try (JarFile from = new JarFile(jar.toFile())) {
            for (var one : from.stream().toList()) {
                all.put(one.getName(), from.getInputStream(one).readAllBytes());
            }
        }
        ByteBuffer.wrap(all.get(entry)).putShort(6, (short) version);
        try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(copy))) {
            for (var one : all.entrySet()) {
                to.putNextEntry(new ZipEntry(one.getKey()));
                to.write(one.getValue());
            }
        }
        return copy;
    }
}

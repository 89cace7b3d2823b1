package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// What `repository/` of the zip has for those who build plugins.
class PublishedTest {
    private static final Path REPOSITORY = Unzipped.folder().resolve("repository");

    @Test
    void everyPomStandsAlone() throws Exception {
        var poms = files(".pom");
        assertEquals(
                List.of(
                        "reeve-plugin-archetype",
                        "reeve-plugin-parent",
                        "supervisor-api",
                        "supervisor-core",
                        "supervisor-testkit"),
                poms.stream().map(PublishedTest::artifact).toList());
        for (var pom : poms) {
            var project = parsed(pom);
            assertEquals(0, project.getElementsByTagName("parent").getLength(), pom.toString());
            assertEquals(artifact(pom), child(project, "artifactId"));
            assertEquals(pom.getParent().getFileName().toString(), child(project, "version"));
            if (!artifact(pom).endsWith("parent")) {
                assertTrue(Files.exists(Path.of(pom.toString().replace(".pom", ".jar"))));
                assertFalse(Files.readString(pom).contains("${"), pom.toString());
            }
        }
    }

    @Test
    void theCatalogNamesTheArchetype() throws Exception {
        var catalog = parsed(REPOSITORY.resolve("archetype-catalog.xml"));
        var archetype = (Element) catalog.getElementsByTagName("archetype").item(0);
        var jar =
                REPOSITORY.resolve(
                        "dev/reeve/reeve-plugin-archetype/%1$s/reeve-plugin-archetype-%1$s.jar"
                                .formatted(child(archetype, "version")));
        assertTrue(Files.exists(jar), jar.toString());
    }

    /// What plugins of others are built by is what ours are built by.
    @Test
    void theirParentHasTheVersionsOfOurs() throws Exception {
        var ours = parsed(Page.ROOT.resolve("pom.xml"));
        var theirs = parsed(Page.ROOT.resolve("plugins/plugin-parent/pom.xml"));
        var versions = plugins(ours);
        assertTrue(plugins(theirs).size() > 8, plugins(theirs).toString());
        plugins(theirs)
                .forEach((plugin, version) -> assertEquals(versions.get(plugin), version, plugin));
        for (var library : List.of("junit", "jspecify", "slf4j")) {
            var property = library + ".version";
            assertEquals(text(ours, property), text(theirs, property));
        }
        assertEquals(text(ours, "api.version"), text(theirs, "reeve.api.version"));
        assertEquals(child(ours, "version"), text(theirs, "reeve.testkit.version"));
        assertEquals(child(ours, "version"), child(theirs, "version"));
    }

    @Test
    void theApiComesWithItsSourcesAndItsJavadoc() throws Exception {
        var jars = files(".jar").stream().map(jar -> jar.getFileName().toString()).toList();
        assertThere(jars, "supervisor-api-[0-9.]+-sources.jar");
        assertThere(jars, "supervisor-testkit-[0-9.]+-sources.jar");
        Assumptions.assumeFalse(
                Boolean.getBoolean("reeve.without.javadoc"), "skipped: -Dfast makes no Javadoc");
        assertThere(jars, "supervisor-api-[0-9.]+-javadoc.jar");
        assertThere(jars, "supervisor-testkit-[0-9.]+-javadoc.jar");
        var page =
                Unzipped.folder()
                        .resolve(
                                "docs/api/dev.reeve.supervisor.api/dev/reeve/supervisor/api/spi/ReadyStrategy.html");
        assertTrue(Files.readString(page).contains("Waits until the run is ready"));
    }

    private static void assertThere(List<String> names, String pattern) {
        assertTrue(names.stream().anyMatch(name -> name.matches(pattern)), names::toString);
    }

    private static List<Path> files(String end) throws Exception {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    /// The folder above that of the version.
    private static String artifact(Path file) {
        return file.getParent().getParent().getFileName().toString();
    }

    private static Map<String, String> plugins(Element project) {
        var plugins = new HashMap<String, String>();
        var all = project.getElementsByTagName("plugin");
        IntStream.range(0, all.getLength())
                .mapToObj(index -> (Element) all.item(index))
                .filter(plugin -> !child(plugin, "version").isEmpty())
                .forEach(
                        plugin ->
                                plugins.put(child(plugin, "artifactId"), child(plugin, "version")));
        return plugins;
    }

    private static String child(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent();
            }
        }
        return "";
    }

    private static String text(Element project, String name) {
        return project.getElementsByTagName(name).item(0).getTextContent();
    }

    private static Element parsed(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }
}

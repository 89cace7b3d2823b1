package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files that are no plugins, and the forms that plugins may have. A good plugin lies beside each.
class PluginArchiveTest {
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
    void aFileThatIsNoZipIsBroken() throws IOException {
        Files.writeString(house.folder.resolve("junk.jar"), "junk");
        assertEquals(
                List.of("BROKEN_ARCHIVE junk.jar: not a readable JAR: zip END header not found"),
                house.problems());
        assertEquals("failed", house.plugin("junk.jar").state());
    }

    @Test
    void aTruncatedJarIsBroken() throws IOException {
        byte[] whole = Files.readAllBytes(house.folder.resolve("good.jar"));
        Files.write(house.folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(
                List.of("BROKEN_ARCHIVE half.jar: not a readable JAR: zip END header not found"),
                house.problems());
    }

    @Test
    void aJarWithDamagedEntriesIsTheEndOfItselfOnly() throws IOException {
        byte[] bytes = Files.readAllBytes(PluginJar.ready("hurt").write(temp.resolve("hurt.jar")));
        Arrays.fill(bytes, 40, bytes.length / 2, (byte) 7);
        Files.write(house.folder.resolve("hurt.jar"), bytes);
        assertEquals(1, house.problems().size());
    }

    @Test
    void aJarWithoutManifestIsNoPlugin() throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(house.folder.resolve("bare.jar")))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertEquals(
                List.of("BAD_DESCRIPTOR bare.jar: no Plugin-Id in META-INF/MANIFEST.MF"),
                house.problems());
    }

    @Test
    void aPlainLibraryIsNoPlugin() throws IOException {
        house.with("commons-lang.jar", PluginJar.library());
        assertEquals(
                List.of("BAD_DESCRIPTOR commons-lang.jar: no Plugin-Id in META-INF/MANIFEST.MF"),
                house.problems());
    }

    @Test
    void anIdThatIsAPathIsRefused() throws IOException {
        house.with("evil.jar", PluginJar.empty("../../../evil"));
        assertEquals(1, house.problems().size());
        assertTrue(
                house.told()
                        .getFirst()
                        .startsWith("BAD_DESCRIPTOR evil.jar: Plugin-Id `../../../evil` is not"));
        assertFalse(Files.exists(temp.resolve("evil")));
    }

    @Test
    void versionsAndRangesMustBeSemantic() throws IOException {
        house.with("a.jar", PluginJar.empty("a").attribute("Plugin-Version", "1.4"))
                .with("b.jar", PluginJar.empty("b").attribute("Plugin-Requires", "banana"))
                .with("c.jar", PluginJar.empty("c").attribute("Plugin-Requires", "[1.0,2.0)"))
                .with("d.jar", PluginJar.empty("d").attribute("Plugin-Dependencies", "e@ba na"))
                .with("f.jar", PluginJar.empty("f").without("Plugin-Version"))
                .with("g.jar", PluginJar.empty("g").attribute("Plugin-Dependencies", "../x"));
        assertEquals(
                List.of(
                        "BAD_DESCRIPTOR a.jar: plugin a: Plugin-Version `1.4` is no semantic"
                                + " version like `1.2.3`",
                        "BAD_DESCRIPTOR b.jar: plugin b: Plugin-Requires `banana` is no range of"
                                + " versions like `>=1.0.0 & <2.0.0`",
                        "BAD_DESCRIPTOR c.jar: plugin c: Plugin-Requires `[1.0,2.0)` is no range"
                                + " of versions like `>=1.0.0 & <2.0.0`",
                        "BAD_DESCRIPTOR d.jar: plugin d: Plugin-Dependencies `ba na` is no range"
                                + " of versions like `>=1.0.0 & <2.0.0`",
                        "BAD_DESCRIPTOR f.jar: plugin f: Plugin-Version `` is no semantic version"
                                + " like `1.2.3`",
                        "BAD_DESCRIPTOR g.jar: plugin g: Plugin-Dependencies names `../x`, which"
                                + " is no plugin id"),
                house.problems());
    }

    @Test
    void aPluginClassIsRefusedSinceNobodyWouldCallIt() throws IOException {
        house.with("old.jar", PluginJar.ready("old").attribute("Plugin-Class", "t.old.Old"));
        assertTrue(
                house.problems()
                        .getFirst()
                        .startsWith(
                                "BAD_DESCRIPTOR old.jar: plugin old: Plugin-Class is not"
                                        + " supported"));
    }

    @Test
    void aNestedLibraryCannotBeUnpackedOutsideOfItsPlace() throws IOException {
        house.with("slip.jar", PluginJar.ready("slip").entry("META-INF/lib/../../evil.jar", "x"));
        assertEquals(
                List.of(
                        "BROKEN_ARCHIVE slip.jar: its entry `META-INF/lib/../../evil.jar` leads"
                                + " out of the archive"),
                house.problems());
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        house.with("bomb.jar", PluginJar.empty("bomb").zeros("META-INF/lib/big.jar", 300));
        assertTrue(Files.size(house.folder.resolve("bomb.jar")) < 1 << 20);
        assertEquals(
                List.of("BROKEN_ARCHIVE bomb.jar: unpacked it has more than 256 MiB"),
                house.problems());
    }

    @Test
    void aBrokenNestedJarIsTheEndOfItsPluginOnly() throws IOException {
        house.with("bad.jar", PluginJar.ready("bad").entry("META-INF/lib/l.jar", "junk"));
        assertEquals(1, house.problems().size());
        assertTrue(
                house.told().getFirst().startsWith("MODULE_RESOLUTION bad.jar: plugin bad: "),
                house.told()::toString);
    }

    @Test
    void aFolderWithLibrariesIsAPlugin() throws IOException {
        Path library = textLibrary("from lib");
        Files.copy(
                library,
                Files.createDirectories(house.folder.resolve("big/lib")).resolve("text.jar"));
        withTextLibrary(PluginJar.empty("big").against(library))
                .write(house.folder.resolve("big/big.jar"));
        assertEquals(List.of(), house.problems());
        assertEquals("big from lib", house.make("big"));
    }

    @Test
    void aZipWithLibrariesIsAPlugin() throws IOException {
        Path library = textLibrary("from zip");
        Path jar =
                withTextLibrary(PluginJar.empty("big").against(library))
                        .write(temp.resolve("big.jar"));
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(house.folder.resolve("big.zip")))) {
            zip.putNextEntry(new ZipEntry("lib/big.jar"));
            Files.copy(jar, zip);
            zip.putNextEntry(new ZipEntry("lib/text.jar"));
            Files.copy(library, zip);
        }
        assertEquals(List.of(), house.problems());
        assertEquals("big from zip", house.make("big"));
    }

    @Test
    void aFolderWithClassesIsAPlugin() throws IOException {
        Path jar = PluginJar.plainReady("open").write(temp.resolve("open.jar"));
        Path classes = Files.createDirectories(house.folder.resolve("open/classes"));
        try (var zip = new java.util.zip.ZipFile(jar.toFile())) {
            new Unpacking().unpack(zip, "", classes);
        } catch (PluginFailure impossible) {
            throw new IOException(impossible);
        }
        assertEquals(List.of(), house.problems());
        assertEquals("open hello", house.make("open"));
    }

    @Test
    void aFolderWithoutAPluginIsNamed() throws IOException {
        Files.createDirectory(house.folder.resolve("odds"));
        assertEquals(
                List.of("BAD_DESCRIPTOR odds: no JAR with a Plugin-Id in it or in its lib/"),
                house.problems());
    }

    @Test
    void whatIsHiddenOrStillBeingWrittenIsNoPlugin() throws IOException {
        Files.writeString(house.folder.resolve("new.jar.part"), "half");
        Files.writeString(house.folder.resolve(".hidden.jar"), "junk");
        Files.writeString(house.folder.resolve("README.txt"), "hello");
        Files.createDirectory(house.folder.resolve(".git"));
        assertEquals(List.of(), house.problems());
        assertEquals(1, house.load().plugins().size());
    }

    private Path textLibrary(String text) {
        return PluginJar.library()
                .file("module-info.java", "module t.text { exports t.text; }")
                .file(
                        "t/text/Text.java",
                        "package t.text; public class Text { public static String is() { return"
                                + " \"%s\"; } }".formatted(text))
                .write(temp.resolve("text.jar"));
    }

    private static PluginJar withTextLibrary(PluginJar jar) {
        return jar.module("big", "requires t.text;", "Ready")
                .source("Ready", PluginJar.ready("big", "Ready", "t.text.Text.is()"));
    }
}

package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which plugins may be used at all.
class TrustTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

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

    private void load(List<String> sums, List<Path> certificates) throws IOException {
        Trust trust = Trust.in(sums, certificates, null);
        house.load(Duration.ofSeconds(10), List.of(), trust);
    }

    private String sum(String file) throws IOException {
        return PluginCheck.sha256(house.folder.resolve(file));
    }

    @Test
    void oneWhoseChecksumIsListedIsUsedAndAnotherIsNotEvenUnpacked() throws IOException {
        house.with("other.jar", PluginJar.ready("other").entry("META-INF/lib/../../evil.jar", "x"));
        load(List.of(sum("good.jar").toUpperCase(java.util.Locale.ROOT)), List.of());
        house.assertGoodWorks();
        assertEquals(
                List.of(
                        "UNTRUSTED other.jar: is not trusted: `plugins.trust` has neither its"
                                + " sha256 "
                                + sum("other.jar")
                                + " nor the certificate of who has signed all of it"),
                house.told());
    }

    @Test
    void aFolderHasNoChecksum() throws IOException {
        Path folder = Files.createDirectory(house.folder.resolve("loose"));
        PluginJar.ready("loose").write(folder.resolve("loose.jar"));
        load(List.of(sum("good.jar")), List.of());
        assertEquals(
                List.of(
                        "UNTRUSTED loose: a folder has no checksum: pack it as a zip, or sign its"
                                + " JAR"),
                house.told());
    }

    @Test
    void oneThatIsSignedByWhomIsTrustedIsUsedUntilItIsChanged() throws Exception {
        Path certificate = sign("good.jar", "publisher");
        sign("other.jar", PluginJar.ready("other"), "stranger");
        load(List.of(), List.of(certificate));
        house.assertGoodWorks();
        assertEquals("failed", house.plugin("other.jar").state());
        house.close();
        change(house.folder.resolve("good.jar"), "more", "nobody has signed this");
        load(List.of(), List.of(certificate));
        assertTrue(
                house.told().getFirst().startsWith("UNTRUSTED good.jar"), house.told()::toString);
        house.close();
        change(house.folder.resolve("good.jar"), "t/good/Ready.class", "something else");
        load(List.of(), List.of(certificate));
        assertTrue(house.told().getFirst().contains("changed after"), house.told()::toString);
    }

    @Test
    void aCertificateThatCannotBeReadIsNamed() {
        IOException none =
                assertThrows(
                        IOException.class,
                        () -> Trust.in(List.of(), List.of(temp.resolve("none.pem")), null));
        assertTrue(none.getMessage().contains("none.pem"), none.getMessage());
    }

    private void sign(String file, PluginJar jar, String who) throws Exception {
        jar.write(house.folder.resolve(file));
        sign(file, who);
    }

    /// @return the signer's certificate
    private Path sign(String file, String who) throws Exception {
        Path store = temp.resolve(who + ".p12");
        run(
                "keytool",
                "-genkeypair -alias k -keyalg EC -dname CN=%s -storetype PKCS12 -storepass secret -keystore"
                        .formatted(who),
                store);
        run(
                "jarsigner",
                "-storetype PKCS12 -storepass secret -keystore",
                store,
                house.folder.resolve(file),
                "k");
        Path certificate = temp.resolve(who + ".pem");
        run(
                "keytool",
                "-exportcert -rfc -alias k -storepass secret -keystore",
                store,
                "-file",
                certificate);
        return certificate;
    }

    private static void run(String tool, String words, Object... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(JDK.resolve(tool).toString()));
        command.addAll(List.of(words.split(" ")));
        for (Object one : more) {
            command.add(one.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    private static void change(Path jar, String entry, String text) throws IOException {
        try (var zip = FileSystems.newFileSystem(jar);
                OutputStream out = Files.newOutputStream(zip.getPath(entry))) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}

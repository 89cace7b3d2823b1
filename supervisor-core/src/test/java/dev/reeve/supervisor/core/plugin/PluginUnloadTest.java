package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Plugins that are replaced on disk, given back and loaded again.
class PluginUnloadTest {
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
    void aJarMayBeOverwrittenWhileItIsInUse() throws IOException {
        house.with(
                "live.jar",
                PluginJar.empty("live")
                        .module("live", "", "Ready")
                        .source(
                                "Later",
                                "class Later { static String text() { return \"late\"; } }")
                        .source("Ready", PluginJar.ready("live", "Ready", "Later.text()")));
        house.load();
        Files.writeString(house.folder.resolve("live.jar"), "overwritten");
        assertEquals("live late", house.make("live"));
        house.assertGoodWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"modular", "plain"})
    void whatIsUnloadedCanBeCollectedAndLoadedAgain(String form) throws Exception {
        house.with(
                "gone.jar",
                form.equals("plain") ? PluginJar.plainReady("gone") : PluginJar.ready("gone"));
        PluginRuntime runtime = house.load();
        WeakReference<ClassLoader> loader = loaderOf("gone");
        assertEquals(List.of(), house.unload("gone"));
        assertCollected(loader);
        assertEquals("no ready strategy is called `gone` (there are: good)", house.fail("gone"));
        house.assertGoodWorks();
        runtime.close();
        house.load();
        assertEquals("gone hello", house.make("gone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modular", "plain"})
    @EnabledOnOs(OS.LINUX)
    void theFilesOfWhatIsUnloadedStayOpenForWhoeverIsAtWorkAndAreClosedAfterIt(String form)
            throws Exception {
        house.with(
                "shut.jar",
                form.equals("plain") ? PluginJar.plainReady("shut") : PluginJar.ready("shut"));
        PluginRuntime runtime = house.load();
        Object held = house.product("shut", Map.of(), new ArrayList<>());
        assertFalse(openFilesOf("shut").isEmpty());
        house.unload("shut");
        assertEquals("shut hello", held.toString());
        assertFalse(openFilesOf("shut").isEmpty());
        assertFalse(runtime.tidy());
        var loader = new WeakReference<>(held.getClass().getClassLoader());
        held = null;
        assertCollected(loader);
        assertTrue(runtime.tidy());
        assertClosed("shut");
    }

    @Test
    void aPluginThatHasThrownCanBeCollected() throws Exception {
        house.with(
                "gone.jar",
                PluginJar.empty("gone")
                        .module("gone", "", "Ready", "Bad")
                        .source("Bad", PluginJar.ready("bad", "Bad", "1 / 0"))
                        .source("Ready", PluginJar.ready("gone", "Ready", "word")));
        PluginRuntime runtime = house.load();
        WeakReference<ClassLoader> loader = loaderOf("gone");
        assertTrue(house.fail("bad").contains("ArithmeticException"));
        house.unload("gone");
        assertCollected(loader);
    }

    @Test
    void dependentsAreUnloadedBeforeTheirDependency() throws Exception {
        Path base =
                PluginJar.ready("base")
                        .file(
                                "module-info.java",
                                "module t.base { requires dev.reeve.supervisor.api; exports t.base;"
                                        + " provides %s with t.base.Ready; }"
                                                .formatted(PluginJar.service()))
                        .write(house.folder.resolve("base.jar"));
        house.with(
                "top.jar",
                PluginJar.ready("top")
                        .against(base)
                        .attribute("Plugin-Dependencies", "base?")
                        .module("top", "requires t.base;", "Ready"));
        PluginRuntime runtime = house.load();
        WeakReference<ClassLoader> top = loaderOf("top");
        WeakReference<ClassLoader> bottom = loaderOf("base");
        house.unload("base");
        assertCollected(top);
        assertCollected(bottom);
        house.assertGoodWorks();
    }

    @Test
    void whatDependsOnAPluginThatIsReplacedIsLoadedAgainWithIt() throws Exception {
        Path base = base("1.0.0", "one");
        house.with(
                "top.jar",
                PluginJar.empty("top")
                        .against(base)
                        .attribute("Plugin-Dependencies", "base")
                        .module("top", "requires t.base;", "Ready")
                        .source(
                                "Ready",
                                PluginJar.ready("top", "Ready", "t.base.Says.WHAT.get()")));
        PluginRuntime runtime = house.load();
        assertEquals("top one", house.make("top"));
        base("1.1.0", "two");
        assertEquals(List.of("base 1.1.0 REPLACED", "top 1.0.0 REPLACED"), house.refresh());
        assertEquals("top two", house.make("top"));
        WeakReference<ClassLoader> loader = loaderOf("top");
        assertEquals(List.of(), house.refresh());
        assertEquals(List.of(), house.unload("base"));
        assertCollected(loader);
        assertTrue(runtime.tidy());
    }

    /// A plugin whose exported class says something.
    private Path base(String version, String says) {
        return PluginJar.ready("base")
                .attribute("Plugin-Version", version)
                .file(
                        "module-info.java",
                        "module t.base { requires dev.reeve.supervisor.api; exports t.base; provides %s"
                                        .formatted(PluginJar.service())
                                + " with t.base.Ready; }")
                .source(
                        "Says",
                        "public class Says { public static final"
                                + " java.util.function.Supplier<String>"
                                + " WHAT = () -> \"%s\"; }".formatted(says))
                .write(house.folder.resolve("base.jar"));
    }

    @Test
    void aThreadThatAPluginLeavesIsReported() throws IOException {
        house.with(
                "leak.jar",
                PluginJar.empty("leak")
                        .module("leak", "", "Ready")
                        .source(
                                "Ready",
                                PluginJar.ready("leak", "Ready", "start()")
                                        .replace(
                                                "@Override",
                                                """
                                                static int start() {
                                                    Thread.ofPlatform().daemon().name("leaky").start(() -> {
                                                        try { Thread.sleep(10_000); } catch (InterruptedException e) { }
                                                    });
                                                    return 1;
                                                }
                                                @Override\
                                                """)));
        PluginRuntime runtime = house.load();
        house.make("leak");
        assertEquals(List.of("plugin leak has left the thread `leaky`"), house.unload("leak"));
    }

    @Test
    void aProductWhoseCloseHangsDoesNotHoldUpTheEnd() throws Exception {
        house.with(
                "stuck.jar",
                PluginJar.empty("stuck")
                        .module("stuck", "", "Ready")
                        .source(
                                "Ready",
                                PluginJar.ready("stuck", "Ready", "word")
                                        .replace(
                                                "implements ReadyStrategy {",
                                                """
                                                implements ReadyStrategy, AutoCloseable {
                                                    public void close() throws InterruptedException {
                                                        Thread.sleep(60_000);
                                                    }
                                                """)));
        PluginRuntime runtime = house.load();
        AutoCloseable product = (AutoCloseable) house.product("stuck", Map.of(), new ArrayList<>());
        Thread closing =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        product.close();
                                    } catch (Exception ended) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertTimeoutPreemptively(Duration.ofSeconds(10), runtime::close);
        assertTrue(closing.isAlive());
        closing.interrupt();
        closing.join();
    }

    @Test
    void copiesAreDeletedAtTheEndAndThoseOfAKilledSupervisorByTheNext() throws IOException {
        Path left = Files.createTempDirectory("reeve-plugins-");
        Files.createFile(left.resolve("lock"));
        Path held = Files.createTempDirectory("reeve-plugins-");
        Path copies;
        try (PrivateFolder folder = PrivateFolder.make()) {
            copies = folder.path();
            Files.createDirectories(copies.resolve("1/nested"));
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(held), "it has no lock yet, so it is only just being made");
        }
        assertFalse(Files.exists(copies));
        Files.delete(held);
    }

    @Test
    void copiesOfASupervisorThatRunsAreKept() throws Exception {
        Path held = Files.createTempDirectory("reeve-plugins-");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                holder(temp).toString(),
                                "Holder",
                                held.resolve("lock").toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertEquals('!', other.getInputStream().read());
            PrivateFolder.make().close();
            assertTrue(Files.exists(held));
        } finally {
            other.destroyForcibly().waitFor();
        }
        PrivateFolder.make().close();
        assertFalse(Files.exists(held));
    }

    @Test
    void copiesThatVanishWhileTheyAreLookedAtAreNoTrouble() throws Exception {
        var done = new AtomicBoolean();
        // As a supervisor that begins and ends again and again.
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!done.get()) {
                                        beginAndEnd();
                                    }
                                });
        try {
            for (int round = 0; round < 500; round++) {
                PrivateFolder.make().close();
            }
        } finally {
            done.set(true);
            other.join();
        }
    }

    private static void beginAndEnd() {
        try {
            Files.delete(Files.createTempDirectory("reeve-plugins-"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A program that holds the lock of a file.
    private static Path holder(Path temp) {
        return PluginJar.library()
                .file(
                        "Holder.java",
                        """
                        import java.nio.channels.FileChannel;
                        import java.nio.file.*;
                        class Holder {
                            public static void main(String[] args) throws Exception {
                                var channel = FileChannel.open(Path.of(args[0]),
                                        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                                var lock = channel.lock();
                                System.out.print('!');
                                System.out.flush();
                                Thread.sleep(600_000);
                            }
                        }
                        """)
                .write(temp.resolve("holder.jar"));
    }

    private WeakReference<ClassLoader> loaderOf(String kind) {
        Object product = house.product(kind, Map.of(), new ArrayList<>());
        assertNotNull(product);
        return new WeakReference<>(product.getClass().getClassLoader());
    }

    private static void assertCollected(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertNull(loader.get(), "the plugin's loader is still held");
    }

    /// One may have been closed by now.
    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    /// The JDK closes the files of a class path when it finds the time.
    private static void assertClosed(String id) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!openFilesOf(id).isEmpty() && System.nanoTime() < end) {
            System.gc();
        }
        assertEquals(List.of(), openFilesOf(id));
    }

    /// The plugin's JARs that this process holds open.
    private static List<String> openFilesOf(String id) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                String file = target(link);
                if (file.contains("reeve-plugins-") && file.endsWith(id + ".jar")) {
                    open.add(file);
                }
            }
        }
        return open;
    }
}

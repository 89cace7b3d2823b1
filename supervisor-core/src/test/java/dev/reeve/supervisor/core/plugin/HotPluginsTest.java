package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Plugins that come, change and go while services run with them.
@EnabledOnOs(OS.LINUX)
class HotPluginsTest {
    private static final String WITH_PLUGIN =
            """
            control: []
            plugins: {watch: false}
            services:
              web: {command: [sleep, "600"], ready: {acme: {}}, health: {acme: {}, interval: 100ms}}
              plain: {command: [sleep, "600"]}
            """;

    @TempDir Path folder;
    private House.Running running;
    private Supervisor supervisor;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
    }

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            supervisor.shutdown("the test is over");
            running.ended().get(30, TimeUnit.SECONDS);
        }
    }

    private void start(String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("reeve.yaml"), manifest);
        var start = new House.Start(file, List.of(), null, null, System.getenv(), List.of());
        var prepared =
                assertInstanceOf(Checked.Valid.class, House.prepare(start), () -> mistakes(start));
        running = ((House.Prepared) prepared.value()).run(_ -> {});
        supervisor = running.supervisor();
    }

    private static String mistakes(House.Start start) {
        return House.prepare(start).toString();
    }

    /// A plugin with a ready strategy and a health check that says a text.
    ///
    /// @param options what the health check takes
    private static PluginJar acme(String version, String says, String options) {
        return acme(version, says, options, "");
    }

    private static PluginJar acme(String version, String says, String options, String requires) {
        return PluginJar.empty("acme")
                .attribute("Plugin-Version", version)
                .file(
                        "module-info.java",
                        """
                        module t.acme {
                            requires dev.reeve.supervisor.api; %s
                            provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with t.acme.Ready;
                            provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with t.acme.Check;
                        }
                        """
                                .formatted(requires))
                .source("Ready", PluginJar.ready("acme", "Ready", "1"))
                .source(
                        "Check",
                        """
                        import dev.reeve.supervisor.api.spi.*;
                        import dev.reeve.supervisor.api.state.Health;
                        @Kind("acme")
                        public final class Check implements HealthCheckPlugin<Check.Options> {
                            public record Options(%s) {}
                            @Override
                            public HealthCheck create(Options options, PlanContext context) {
                                return run -> new HealthCheck.Answer(Health.HEALTHY, "%s");
                            }
                        }
                        """
                                .formatted(options, says));
    }

    private void drop(PluginJar jar) throws IOException {
        Path draft = jar.write(folder.resolve("drafts/acme.jar"));
        Files.move(
                draft,
                folder.resolve("plugins/acme.jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(holds.getAsBoolean(), what);
    }

    private ServiceSnapshot service(String name) {
        return supervisor.services().items().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void runs(String name) {
        until(name + " runs", () -> service(name).phase() == Phase.RUNNING);
    }

    private String says() throws Exception {
        HealthAnswer answer = got(supervisor.checkHealth("web"));
        assertNotNull(answer);
        return answer.detail();
    }

    private PluginSnapshot acme() {
        return supervisor.plugins().stream()
                .filter(plugin -> plugin.id().equals("acme"))
                .findFirst()
                .orElseThrow();
    }

    private static String told(PluginAnswer answer) {
        return answer.changes().stream()
                .map(change -> change.id() + " " + change.version() + " " + change.what())
                .toList()
                .toString();
    }

    @Test
    void anotherVersionTakesOverWhileTheRunGoesOn() throws Exception {
        drop(acme("1.0.0", "one", ""));
        start(WITH_PLUGIN);
        runs("web");
        Long pid = service("web").pid();
        assertEquals("one", says());
        drop(acme("1.1.0", "two", ""));
        PluginAnswer answer = got(supervisor.reloadPlugins(null));
        assertEquals("[acme 1.1.0 replaced]", told(answer));
        assertEquals(List.of("web"), answer.refitted());
        assertTrue(answer.success());
        assertEquals("two", says());
        assertEquals(pid, service("web").pid());
        assertEquals(1, service("web").run());
    }

    @Test
    void aServiceWhosePluginIsGoneHasFailedAndComesBackWithIt() throws Exception {
        drop(acme("1.0.0", "one", ""));
        start(WITH_PLUGIN);
        runs("web");
        runs("plain");
        Long plain = service("plain").pid();
        Files.delete(folder.resolve("plugins/acme.jar"));
        PluginAnswer gone = got(supervisor.reloadPlugins(null));
        assertEquals("[acme 1.0.0 removed]", told(gone));
        assertEquals(
                Map.of("web", "no ready strategy is called `acme` (there are none)"),
                gone.lacking());
        assertEquals(Phase.FAILED, service("web").phase());
        assertEquals(Reason.Code.MISCONFIGURED, service("web").reason().code());
        drop(acme("1.0.1", "again", ""));
        assertEquals("[acme 1.0.1 added]", told(got(supervisor.reloadPlugins(null))));
        runs("web");
        assertEquals("again", says());
        assertEquals(plain, service("plain").pid());
    }

    /// A control server that keeps a file for as long as it serves.
    private PluginJar flag(String version) {
        return PluginJar.empty("acme")
                .attribute("Plugin-Version", version)
                .file(
                        "module-info.java",
                        """
                        module t.acme {
                            requires dev.reeve.supervisor.api;
                            provides dev.reeve.supervisor.api.spi.ControlServerPlugin with t.acme.Flag;
                        }
                        """)
                .source(
                        "Flag",
                        """
                        import dev.reeve.supervisor.api.spi.*;
                        import java.nio.file.*;
                        @Kind("flag")
                        public final class Flag implements ControlServerPlugin<Flag.Options> {
                            public record Options() {}
                            @Override
                            public ControlServer create(Options options, PlanContext context) {
                                Path file = context.baseDirectory().resolve("serves-%s");
                                return supervisor -> {
                                    Files.createFile(file);
                                    return () -> Files.delete(file);
                                };
                            }
                        }
                        """
                                .formatted(version));
    }

    private boolean serves(String version) {
        return Files.exists(folder.resolve("serves-" + version));
    }

    @Test
    void aControlServerIsClosedAndServedByTheOneThatTakesItsPlace() throws Exception {
        drop(flag("1.0.0"));
        start(
                "control: [flag]\n"
                        + "plugins: {watch: false}\n"
                        + "services: {plain: {command: [sleep, '60']}}");
        assertTrue(serves("1.0.0"));
        drop(flag("1.1.0"));
        assertEquals("[acme 1.1.0 replaced]", told(got(supervisor.reloadPlugins(null))));
        until("the new one serves", () -> serves("1.1.0"));
        assertFalse(serves("1.0.0"));
        assertEquals("[acme 1.1.0 removed]", told(got(supervisor.enablePlugin("acme", false))));
        until("nobody serves", () -> !serves("1.1.0"));
        assertEquals("[acme 1.1.0 added]", told(got(supervisor.enablePlugin("acme", true))));
        until("it serves again", () -> serves("1.1.0"));
        until("all are gone from memory: " + acme().figures(), this::allCollected);
    }

    @Test
    void aVersionThatServicesCannotBeRunWithIsNotUsed() throws Exception {
        drop(acme("1.0.0", "one", ""));
        start(WITH_PLUGIN);
        runs("web");
        drop(acme("2.0.0", "two", "String must"));
        PluginAnswer answer = got(supervisor.reloadPlugins(null));
        assertFalse(answer.success());
        assertEquals("[acme 2.0.0 refused]", told(answer));
        assertTrue(String.valueOf(answer.error()).contains("must"), answer::toString);
        assertEquals("one", says());
        assertEquals("1.0.0", acme().version());
        assertTrue(String.valueOf(acme().error()).contains("2.0.0 is not used"), acme()::toString);
    }

    @Test
    void aFileThatCannotBeReadLeavesWhatIsInUseAsItIs() throws Exception {
        drop(acme("1.0.0", "one", ""));
        start(WITH_PLUGIN);
        runs("web");
        Files.writeString(folder.resolve("plugins/acme.jar"), "half of a JAR");
        assertEquals("[]", told(got(supervisor.reloadPlugins(null))));
        assertEquals("started", acme().state());
        assertTrue(String.valueOf(acme().error()).contains("BROKEN_ARCHIVE"), acme()::toString);
        assertEquals("one", says());
    }

    @Test
    void whatIsDisabledStaysSoWhenTheSupervisorStartsAnew() throws Exception {
        drop(acme("1.0.0", "one", ""));
        start(WITH_PLUGIN);
        runs("web");
        assertEquals("[acme 1.0.0 removed]", told(got(supervisor.enablePlugin("acme", false))));
        assertEquals("disabled", acme().state());
        assertEquals(Phase.FAILED, service("web").phase());
        stop();
        Path file = folder.resolve("reeve.yaml");
        var start = new House.Start(file, List.of(), null, null, System.getenv(), List.of());
        assertTrue(House.prepare(start) instanceof Checked.Invalid<?>, "it is not there");
        start("control: []\nplugins: {watch: false}\nservices: {plain: {command: [sleep, '600']}}");
        assertEquals("disabled", acme().state());
        assertEquals("[acme 1.0.0 added]", told(got(supervisor.enablePlugin("acme", true))));
        assertEquals("started", acme().state());
    }

    @Test
    void whatIsDroppedIntoTheFolderIsUsedAtOnceAlsoWhereTheFolderIsNew() throws Exception {
        Files.delete(folder.resolve("plugins"));
        start("control: []\nservices: {plain: {command: [sleep, '600']}}");
        Path draft = acme("1.0.0", "one", "").write(folder.resolve("drafts/acme.jar"));
        Files.createDirectory(folder.resolve("plugins"));
        Files.copy(draft, folder.resolve("plugins/acme.jar"));
        until("it is found", () -> !supervisor.plugins().isEmpty());
        Files.writeString(
                folder.resolve("reeve.yaml"), WITH_PLUGIN.replace("plugins: {watch: false}\n", ""));
        assertNull(got(supervisor.reload(null, false)).error());
        runs("web");
        Files.delete(folder.resolve("plugins/acme.jar"));
        until("it is missed", () -> service("web").phase() == Phase.FAILED);
    }

    @Test
    void threeHundredReloadsLeaveNoClassBehind() throws Exception {
        Path library =
                PluginJar.library()
                        .file("module-info.java", "module t.lib { exports t.lib; }")
                        .file("t/lib/Lib.java", "package t.lib; public class Lib {}")
                        .write(folder.resolve("drafts/words.jar"));
        drop(
                acme("1.0.0", "one", "", "requires t.lib;")
                        .nest(library)
                        .source("Uses", "class Uses { t.lib.Lib lib = new t.lib.Lib(); }"));
        start(WITH_PLUGIN);
        runs("web");
        reload(20);
        int before = loadedClasses();
        reload(300);
        until("all are gone from memory: " + acme().figures(), this::allCollected);
        int after = loadedClasses();
        assertTrue(after - before < 40, before + " classes before, " + after + " after");
        assertEquals(320, acme().figures().layers().unloaded());
        assertEquals(1, service("web").run());
    }

    private void reload(int times) throws Exception {
        for (int round = 0; round < times; round++) {
            assertEquals("[acme 1.0.0 replaced]", told(got(supervisor.reloadPlugins("acme"))));
            assertEquals("one", says());
        }
    }

    private boolean allCollected() {
        System.gc();
        var layers = acme().figures().layers();
        return layers.collected() == layers.unloaded();
    }

    private int loadedClasses() {
        until("all are gone from memory: " + acme().figures(), this::allCollected);
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }
}

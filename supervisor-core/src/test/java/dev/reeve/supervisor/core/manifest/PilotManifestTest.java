package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class PilotManifestTest {
    @TempDir Path folder;

    private Manifest read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return switch (ManifestReader.read(file, Map.of())) {
            case Checked.Valid<Manifest>(Manifest manifest) -> manifest;
            case Checked.Invalid<Manifest>(List<Problem> problems) -> fail(problems.toString());
        };
    }

    @Test
    void theLeastProcessHasTheDefaultsOfProcessPilot() throws IOException {
        Manifest manifest = read("m.yaml", "processes:\n  - {name: a, path: sleep}\n");
        ServiceSpec spec = manifest.services().getFirst();
        assertEquals(RestartPolicy.When.ALWAYS, spec.restart().when());
        assertEquals(-1, spec.restart().maxAttempts());
        assertEquals(Duration.ofSeconds(5), spec.stop().timeout());
        assertEquals(Duration.ofSeconds(5), spec.stop().killTimeout());
        assertNull(spec.ready());
        assertNull(spec.displayName());
        assertEquals(
                new Work.ChildProcess(
                        List.of("sleep"), false, folder, Map.of(), true, Work.ProcessSettings.NONE),
                spec.work());
        assertEquals(List.of(PluginUse.of("unix")), manifest.control());
        assertTrue(manifest.settings().exitWhenIdle());
    }

    @Test
    void everyWordOfAProcessIsRead() throws IOException {
        Manifest manifest =
                read(
                        "m.json",
                        """
                        {"base_directory": "base", "kill_timeout": 2.5, "control_server": "mine",
                         "processes": [
                          {"name": "example 2", "path": "sleep"},
                          {"name": "example", "path": "bin/run", "args": ["", "${X}", "$$"],
                           "env": {"A": "1"}, "timeout": 3, "shutdown_strategy": "shutdown_everything",
                           "dependencies": ["example 2"], "lifecycle_hooks": ["audit"],
                           "stat_handlers": ["csv"], "ready_strategy": "tcp",
                           "ready_timeout_sec": 7, "ready_params": {"port": 9876},
                           "processor_affinity": [1, 0], "working_directory": "work"}]}
                        """);
        ServiceSpec spec = manifest.services().get(1);
        Path base = folder.resolve("base");
        assertEquals(
                new Work.ChildProcess(
                        List.of("bin/run", "", "${X}", "$$"),
                        false,
                        base.resolve("work"),
                        Map.of("A", "1"),
                        true,
                        new Work.ProcessSettings(null, null, null, null, List.of(0, 1), Map.of())),
                spec.work());
        assertEquals(RestartPolicy.When.NEVER, spec.restart().when());
        assertTrue(spec.essential());
        assertEquals(Duration.ofSeconds(3), spec.stop().timeout());
        assertEquals(Duration.ofMillis(2_500), spec.stop().killTimeout());
        assertEquals(
                List.of(new Dependency("example-2", Dependency.Condition.READY, true, false)),
                spec.dependencies());
        assertEquals(List.of(PluginUse.of("audit")), spec.hooks());
        assertEquals(PluginUse.of("csv"), spec.stats().getFirst().handler());
        assertEquals(
                new ReadyPolicy(
                        new PluginUse("tcp", Map.of("port", 9876L)),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(7),
                        ReadyPolicy.OnTimeout.RESTART),
                spec.ready());
        assertEquals(List.of(PluginUse.of("unix"), PluginUse.of("mine")), manifest.control());
        assertEquals("example-2", manifest.services().getFirst().name());
        assertEquals("example 2", manifest.services().getFirst().displayName());
        String file = manifest.file().toString();
        assertEquals(
                new Location(file, 8, 45), manifest.places().of("services.example.ready.tcp.port"));
        assertEquals(
                new Location(file, 6, 21),
                manifest.places().of("services.example.depends_on.example-2"));
    }

    @Test
    void nullIsAsIfItWereNotThere() throws IOException {
        ServiceSpec spec =
                read(
                                "m.yaml",
                                """
                                control_server: null
                                processes:
                                  - name: a
                                    path: sleep
                                    args: null
                                    shutdown_strategy: null
                                    lifecycle_hooks: null
                                    stat_handlers: ~
                                    ready_strategy:
                                    affinity: null
                                    working_directory: null
                                """)
                        .services()
                        .getFirst();
        assertEquals(RestartPolicy.When.ALWAYS, spec.restart().when());
        assertEquals(List.of(), spec.hooks());
    }

    @Test
    void aTimeoutOfNothingWaitsVeryLong() throws IOException {
        ServiceSpec spec =
                read("m.yaml", "processes:\n  - {name: a, path: sleep, timeout: null}\n")
                        .services()
                        .getFirst();
        assertEquals(Duration.ofDays(365), spec.stop().timeout());
    }

    @Test
    void doNotRestartIsNotEssential() throws IOException {
        ServiceSpec spec =
                read(
                                "m.yaml",
                                "processes:\n"
                                        + "  - {name: a, path: sleep, shutdown_strategy:"
                                        + " do_not_restart}\n")
                        .services()
                        .getFirst();
        assertEquals(RestartPolicy.When.NEVER, spec.restart().when());
        assertTrue(!spec.essential());
    }

    @Test
    void namesThatBecomeAlikeStayDifferent() throws IOException {
        Manifest manifest =
                read(
                        "m.yaml",
                        """
                        processes:
                          - {name: a b, path: sleep}
                          - {name: a-b, path: sleep, dependencies: [a b, a/b]}
                          - {name: a/b, path: sleep}
                          - {name: "::", path: sleep}
                        """);
        assertEquals(
                List.of("a-b-2", "a-b", "a-b-3", "unnamed"),
                manifest.services().stream().map(ServiceSpec::name).toList());
        assertEquals(
                List.of("a-b-2", "a-b-3"),
                manifest.services().get(1).dependencies().stream()
                        .map(Dependency::service)
                        .toList());
    }
}

package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.model.StatsUse;
import dev.reeve.supervisor.api.model.StopPolicy;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.guard.FaultPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

class NativeManifestTest {
    @TempDir Path folder;

    private Manifest read(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), text);
        return switch (ManifestReader.read(file, environment)) {
            case Checked.Valid<Manifest>(Manifest manifest) -> manifest;
            case Checked.Invalid<Manifest>(List<Problem> problems) -> fail(problems.toString());
        };
    }

    private ServiceSpec service(String keys) throws IOException {
        return read("services:\n  web: {" + keys + "}\n", Map.of()).services().getFirst();
    }

    private Work.ChildProcess process(String keys) throws IOException {
        return (Work.ChildProcess) service(keys).work();
    }

    @Test
    void theLeastServiceHasTheDefaultsOfTheManual() throws IOException {
        Manifest manifest = read("services:\n  web: {command: [sleep, \"1\"]}\n", Map.of());
        var expected =
                new ServiceSpec(
                        new ServiceKey("process", "manifest", "web"),
                        null,
                        null,
                        new Work.ChildProcess(
                                List.of("sleep", "1"),
                                false,
                                folder,
                                Map.of(),
                                true,
                                Work.ProcessSettings.NONE),
                        true,
                        List.of(),
                        Duration.ofSeconds(300),
                        null,
                        null,
                        new RestartPolicy(
                                RestartPolicy.When.ON_FAILURE,
                                3,
                                Duration.ofSeconds(60),
                                new RestartPolicy.Backoff(
                                        Duration.ofSeconds(1), 2, Duration.ofMinutes(2), 0.1)),
                        Set.of(0),
                        false,
                        new StopPolicy(Signal.TERM, Duration.ofSeconds(5), Duration.ofSeconds(5)),
                        OnOrphan.KILL,
                        List.of(),
                        List.of(),
                        Set.of(),
                        LogPolicy.DEFAULT);
        assertEquals(List.of(expected), manifest.services());
        assertEquals(List.of(PluginUse.of("unix")), manifest.control());
        assertEquals(folder.resolve(".reeve"), manifest.stateDirectory());
        assertEquals(folder, manifest.baseDirectory());
        assertEquals(Names.slug(folder.getFileName().toString()), manifest.name());
        assertEquals(
                new Manifest.Settings(
                        false,
                        8,
                        5,
                        5,
                        folder.resolve("plugins"),
                        List.of(),
                        true,
                        null,
                        FaultPolicy.USUAL,
                        10_000,
                        10_000,
                        1_000,
                        List.of(),
                        List.of()),
                manifest.settings());
    }

    @Test
    void everyKeyOfAServiceIsRead() throws IOException {
        Files.writeString(folder.resolve("api.env"), "FROM_FILE=1\nBOTH=file\n");
        Manifest manifest =
                read(
                        """
                        name: shop
                        state_directory: state
                        environment: {TZ: UTC, BOTH: top}
                        kill_timeout: 7s
                        exit_when_idle: true
                        max_concurrent_starts: 2
                        max_concurrent_retries: 3
                        max_dynamic: -1
                        plugins: {directory: more, disabled: [bad-one], on_fault: keep, faults: 7}
                        control: [unix, {http: {listen: "127.0.0.1:8420"}}]
                        history: {events: 99}
                        x-anything: {goes: here}
                        services:
                          db: {command: [sleep, "1"]}
                          api:
                            kind: process
                            path: ./bin/api
                            args: [--port, 8080, 1e3, true]
                            display_name: The API
                            description: What it is for
                            working_directory: work
                            environment: {LOG: debug, PORT: 8080}
                            env_file: [api.env]
                            inherit_environment: false
                            user: www-data
                            group: 33
                            umask: "027"
                            nice: 5
                            affinity: [2-3, 0, 1]
                            limits: {nofile: 4096, core: 0, as: 1MiB, cpu: unlimited}
                            autostart: false
                            depends_on: {db: {condition: started, required: false}}
                            start_timeout: 1m
                            ready:
                              tcp: {port: "${P1}", hosts: [a, 1, 2.5, true, {x: y}]}
                              interval: 1s
                              timeout: 10s
                              on_timeout: stop_all
                            restart:
                              policy: always
                              max_attempts: -1
                              reset_after: 2s
                              backoff: {initial: 0, factor: 1.5, max: 3s, jitter: 0}
                            success_exit_codes: [0, 143]
                            essential: true
                            stop: {signal: sigint, timeout: 0}
                            on_orphan: kill
                            hooks: [audit, {exec: {command: [a, b]}}]
                            stats: [csv, {csv: {path: x}, interval: 1s}]
                            secrets: [MINE]
                            logs: {stdout: api.log, stderr: merge}
                            x-note: mine
                        """,
                        Map.of("P1", "8080"));
        assertEquals("shop", manifest.name());
        assertEquals(folder.resolve("state"), manifest.stateDirectory());
        assertEquals(
                new Manifest.Settings(
                        true,
                        2,
                        3,
                        -1,
                        folder.resolve("more"),
                        List.of("bad-one"),
                        true,
                        null,
                        new FaultPolicy(FaultPolicy.OnFault.KEEP, 7),
                        99,
                        10_000,
                        1_000,
                        List.of(),
                        List.of()),
                manifest.settings());
        assertEquals(
                List.of(
                        PluginUse.of("unix"),
                        new PluginUse("http", Map.of("listen", "127.0.0.1:8420"))),
                manifest.control());
        var expected =
                new ServiceSpec(
                        new ServiceKey("process", "manifest", "api"),
                        "The API",
                        "What it is for",
                        new Work.ChildProcess(
                                List.of("./bin/api", "--port", "8080", "1e3", "true"),
                                false,
                                folder.resolve("work"),
                                Map.of(
                                        "TZ",
                                        "UTC",
                                        "BOTH",
                                        "file",
                                        "FROM_FILE",
                                        "1",
                                        "LOG",
                                        "debug",
                                        "PORT",
                                        "8080"),
                                false,
                                new Work.ProcessSettings(
                                        "www-data",
                                        "33",
                                        027,
                                        5,
                                        List.of(0, 1, 2, 3),
                                        Map.of(
                                                "nofile", 4096L, "core", 0L, "as", 1L << 20, "cpu",
                                                -1L))),
                        false,
                        List.of(new Dependency("db", Condition.STARTED, false, false)),
                        Duration.ofMinutes(1),
                        new ReadyPolicy(
                                new PluginUse(
                                        "tcp",
                                        Map.of(
                                                "port",
                                                "8080",
                                                "hosts",
                                                List.of("a", 1L, 2.5, true, Map.of("x", "y")))),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                ReadyPolicy.OnTimeout.STOP_ALL),
                        null,
                        new RestartPolicy(
                                RestartPolicy.When.ALWAYS,
                                -1,
                                Duration.ofSeconds(2),
                                new RestartPolicy.Backoff(
                                        Duration.ZERO, 1.5, Duration.ofSeconds(3), 0)),
                        Set.of(0, 143),
                        true,
                        new StopPolicy(Signal.INT, Duration.ZERO, Duration.ofSeconds(7)),
                        OnOrphan.KILL,
                        List.of(
                                PluginUse.of("audit"),
                                new PluginUse("exec", Map.of("command", List.of("a", "b")))),
                        List.of(
                                new StatsUse(PluginUse.of("csv"), Duration.ofSeconds(5)),
                                new StatsUse(
                                        new PluginUse("csv", Map.of("path", "x")),
                                        Duration.ofSeconds(1))),
                        Set.of("MINE"),
                        new LogPolicy(
                                folder.resolve("api.log"),
                                null,
                                true,
                                LogPolicy.Format.RAW,
                                null,
                                List.of()));
        assertEquals(expected, manifest.services().get(1));
    }

    @Test
    void aCommandIsSaidInFourWays() throws IOException {
        assertEquals(List.of("a", "b c"), process("command: [a, b c]").command());
        assertEquals(List.of("a", "b c"), process("command: \"a 'b c'\"").command());
        assertEquals(List.of("a", "b c"), process("path: a, args: [b c]").command());
        Work.ChildProcess shell = process("command: \"a | b && echo $HOME\", shell: true");
        assertEquals(List.of("/bin/sh", "-c", "a | b && echo $HOME"), shell.command());
        assertTrue(shell.shell());
    }

    @Test
    void theShortFormsMeanTheSameAsTheLongOnes() throws IOException {
        assertEquals(
                service("command: [a], depends_on: [db, mq]"),
                service("command: [a], depends_on: {db: {condition: ready}, mq: }"));
        assertEquals(
                service("command: [a], restart: always"),
                service("command: [a], restart: {policy: always}"));
        assertEquals(
                service("command: [a], restart: never"),
                service("command: [a], restart: {policy: never, max_attempts: 0}"));
    }

    @Test
    void defaultsStandInForWhatAServiceDoesNotSay() throws IOException {
        Manifest manifest =
                read(
                        """
                        defaults: {restart: never, environment: {A: "1"}, command: [sleep, "9"]}
                        services:
                          one: {}
                          two: {restart: always, environment: {B: "2"}, path: a}
                        """,
                        Map.of());
        ServiceSpec one = manifest.services().getFirst();
        ServiceSpec two = manifest.services().get(1);
        assertEquals(RestartPolicy.When.NEVER, one.restart().when());
        assertEquals(RestartPolicy.When.ALWAYS, two.restart().when());
        assertEquals(List.of("sleep", "9"), ((Work.ChildProcess) one.work()).command());
        assertEquals(List.of("a"), ((Work.ChildProcess) two.work()).command());
        assertEquals(Map.of("A", "1"), ((Work.ChildProcess) one.work()).environment());
        assertEquals(Map.of("B", "2"), ((Work.ChildProcess) two.work()).environment());
    }

    @Test
    void mergeKeysAndAliasesAreResolved() throws IOException {
        Manifest manifest =
                read(
                        """
                        x-base: &base {command: [sleep, "1"], nice: 1, umask: "022"}
                        x-more: &more {nice: 2, autostart: false}
                        services:
                          one: {<<: *base, nice: 3}
                          two: {<<: [*more, *base]}
                          three: *base
                        """,
                        Map.of());
        assertEquals(3, settings(manifest, 0).nice());
        assertEquals(2, settings(manifest, 1).nice());
        assertEquals(022, settings(manifest, 1).umask());
        assertEquals(1, settings(manifest, 2).nice());
    }

    private static Work.ProcessSettings settings(Manifest manifest, int service) {
        return ((Work.ChildProcess) manifest.services().get(service).work()).settings();
    }

    @Test
    void variablesComeFromTheEnvironmentAndBelowItFromTheEnvFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "A=file\nB=file\n");
        Manifest manifest =
                read(
                        """
                        env_file: .env
                        services:
                          web: {command: [echo, "${A}", "${B}"], nice: "${N}"}
                        """,
                        Map.of("A", "environment", "N", "7"));
        var process = (Work.ChildProcess) manifest.services().getFirst().work();
        assertEquals(List.of("echo", "environment", "file"), process.command());
        assertEquals(7, process.settings().nice());
        // Services get what the file says, too: what they inherit is not for the manifest to say.
        assertEquals(Map.of("A", "file", "B", "file"), process.environment());
    }

    @Test
    void includedFilesAreMerged() throws IOException {
        Files.createDirectories(folder.resolve("conf.d/deep"));
        Files.writeString(
                folder.resolve("conf.d/a.yaml"),
                "include: deep/*.json\n"
                        + "environment: {A: \"1\"}\n"
                        + "services: {a: {command: [sleep, \"1\"]}}\n");
        Files.writeString(
                folder.resolve("conf.d/b.yaml"), "services: {b: {command: [sleep, \"${N}\"]}}\n");
        Files.writeString(
                folder.resolve("conf.d/deep/c.json"),
                "{\"services\": {\"c\": {\"command\": [\"sleep\", \"1\"]}}}");
        Files.writeString(folder.resolve("conf.d/.hidden.yaml"), "services: {d: {}}\n");
        Manifest manifest =
                read(
                        """
                        include: [conf.d/*.yaml, conf.d/a.yaml]
                        environment: {TOP: "0"}
                        services: {main: {command: [sleep, "1"]}}
                        """,
                        Map.of("N", "5"));
        assertEquals(
                List.of("main", "a", "c", "b"),
                manifest.services().stream().map(ServiceSpec::name).toList());
        assertEquals(Map.of("TOP", "0", "A", "1"), manifest.environment());
        Location place = manifest.places().of("services.b.command");
        assertNotNull(place);
        assertEquals(folder.resolve("conf.d/b.yaml").toString(), place.file());
    }

    @Test
    void relativePathsBeginAtTheBaseDirectory() throws IOException {
        Files.createDirectories(folder.resolve("base"));
        Files.writeString(folder.resolve("base/.env"), "A=1\n");
        Manifest manifest =
                read(
                        """
                        base_directory: base
                        env_file: .env
                        services:
                          web: {command: [echo, "${A}"], working_directory: sub/../dir}
                        """,
                        Map.of());
        assertEquals(folder.resolve("base/.reeve"), manifest.stateDirectory());
        assertEquals(folder.resolve("base/plugins"), manifest.settings().pluginsDirectory());
        assertEquals(
                folder.resolve("base/dir"),
                ((Work.ChildProcess) manifest.services().getFirst().work()).directory());
    }

    @Test
    void placesAreKeptByPathsThatCannotBeMistaken() throws IOException {
        Manifest manifest =
                read(
                        """
                        services:
                          a: {command: [sleep, "1"], ready: {tcp: {port: 1}}}
                          a.ready:
                            command: [sleep, "1"]
                            hooks: [audit,
                              exec]
                        """,
                        Map.of());
        Places places = manifest.places();
        String file = manifest.file().toString();
        assertEquals(new Location(file, 2, 38), places.of("services.a.ready.tcp"));
        assertEquals(new Location(file, 2, 44), places.of("services.a.ready.tcp.port"));
        assertEquals(new Location(file, 2, 44), places.of("services.a.ready.tcp.port.deeper"));
        assertEquals("services.\"a.ready\"", Places.service("a.ready"));
        assertEquals(new Location(file, 3, 3), places.of(Places.service("a.ready")));
        assertEquals(new Location(file, 6, 7), places.of("services.\"a.ready\".hooks.1.exec"));
        assertNull(places.of("nothing.like.it"));
    }

    @Test
    void aCommentChangesNoSpec() throws IOException {
        String text = "services:\n  web: {command: [sleep, \"1\"]}\n";
        assertEquals(
                read(text, Map.of()).services(),
                read("# a comment\n\n" + text + "# the end\n", Map.of()).services());
    }

    @Test
    void jsonAndYamlSayTheSame() throws IOException {
        Manifest yaml =
                read(
                        "services:\n  web: {command: [sleep, \"1\"], nice: 3, autostart: false}\n",
                        Map.of());
        Path json =
                Files.writeString(
                        folder.resolve("m.json"),
                        """
                        {"services": {"web": {"command": ["sleep", "1"], "nice": 3,
                          "autostart": false}}}
                        """);
        assertEquals(
                yaml.services(),
                switch (ManifestReader.read(json, Map.of())) {
                    case Checked.Valid<Manifest>(Manifest manifest) -> manifest.services();
                    case Checked.Invalid<Manifest>(List<Problem> problems) -> problems;
                });
    }
}

package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Plugins that are programs of their own, with real processes.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ExternalPluginsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String WELL = "say(id=m['id'], ok=True)";

    @TempDir Path folder;
    @TempDir Path notes;
    private PluginHouse house;
    private PluginRuntime runtime;

    @BeforeEach
    void makeHouse() throws IOException {
        house = new PluginHouse(folder);
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    private Path note() {
        return notes.resolve("note");
    }

    /// Python that notes something where the test finds it.
    private String noting(String what) {
        return "open('%s', 'a').write(%s + '\\n')\n".formatted(note(), what);
    }

    private List<String> noted() {
        try {
            return Files.exists(note()) ? Files.readAllLines(note()) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertTrue(holds.getAsBoolean(), what);
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    private <P> P product(Door<P> door, String kind, Map<String, Object> options) {
        var problems = new ArrayList<Problem>();
        P product =
                runtime.create(
                        door,
                        new PluginUse(kind, options),
                        PluginHouse.context(folder),
                        "services.web",
                        _ -> null,
                        problems::add);
        assertNotNull(product, problems::toString);
        return product;
    }

    private static ReadyRun run() {
        ReadyRun run = mock(ReadyRun.class);
        when(run.service()).thenReturn("web");
        when(run.run()).thenReturn(3);
        when(run.pid()).thenReturn(1234L);
        when(run.directory()).thenReturn(Path.of("/srv"));
        when(run.spawnedAt()).thenReturn(Instant.EPOCH);
        when(run.interval()).thenReturn(Duration.ofMillis(200));
        return run;
    }

    private Outcome await(ReadyStrategy strategy) throws InterruptedException {
        return runtime.guard()
                .within(LONG, "await", "ready web", strategy, () -> strategy.await(run()));
    }

    @Test
    void everyDoorIsOneKindOfCall() throws Exception {
        ExternalFolder.write(
                folder.resolve("all"),
                "1.0.0",
                """
                - {door: ready strategy, kind: all}
                - {door: health check, kind: all}
                - {door: lifecycle hook, kind: all}
                - {door: stats handler, kind: all}
                - {door: event subscriber, kind: all}
                - {door: log forwarder, kind: all}
                - {door: discovery provider, kind: all}
                """,
                noting("json.dumps(m)")
                        + """
                        say(id=m['id'], ok=True, health='unhealthy', detail='full',
                            found=[{'pid': 7, 'command': 'sleep 9', 'name': 'sleeper'}])
                        """);
        runtime = house.load();
        product(Door.READY_STRATEGY, "all", Map.of()).await(run());
        var health = product(Door.HEALTH_CHECK, "all", Map.of()).check(run());
        assertEquals(Health.UNHEALTHY, health.health());
        assertEquals("full", health.detail());
        product(Door.LIFECYCLE_HOOK, "all", Map.of())
                .on(Moment.POST_START, new HookContext("web", 3, 1234L, null));
        var sample = new StatsSample("web", Instant.EPOCH, 3, 1.5, 2, 7, 8, 1, 1, 4);
        product(Door.STATS_HANDLER, "all", Map.of()).accept(List.of(sample));
        var event = new Event.SupervisorChanged("up", null);
        product(Door.EVENT_SUBSCRIBER, "all", Map.of())
                .accept(List.of(new RecordedEvent(9, Instant.EPOCH, event)));
        var line = new LogLine("web", 3, "stdout", null, "höre");
        product(Door.LOG_FORWARDER, "all", Map.of()).forward(List.of(line));
        var found = product(Door.DISCOVERY, "all", Map.of()).discover();
        assertEquals("sleeper", found.getFirst().suggestedName());
        List<String> calls = noted();
        assertEquals(7, calls.size());
        assertEquals(
                "{\"id\": 1, \"call\": \"await\", \"kind\": \"all\", \"options\": {}, \"service\":"
                        + " \"web\", \"run\": 3, \"pid\": 1234, \"directory\": \"/srv\","
                        + " \"spawned_at\": \"1970-01-01T00:00:00Z\", \"interval_ms\": 200}",
                calls.getFirst());
        assertTrue(calls.get(2).contains("\"moment\": \"post_start\""), calls.get(2));
        assertTrue(calls.get(3).contains("\"cpu_percent\": 1.5"), calls.get(3));
        assertTrue(calls.get(4).contains("\"seq\": 9"), calls.get(4));
        assertTrue(calls.get(5).contains("\"stream\": \"stdout\""), calls.get(5));
        assertEquals("started", house.plugin("all").state());
    }

    @Test
    void itsOptionsAreCheckedAsThoseOfAnyPlugin() throws Exception {
        ExternalFolder.write(
                folder.resolve("opts"),
                "1.0.0",
                """
                - door: ready strategy
                  kind: opts
                  options:
                    port: {type: whole number, about: where it listens, required: true, min: 1, max: 65535}
                    pause: {type: duration, default: 1s}
                    mode: {type: text, values: [fast, slow], default: fast}
                    names: {type: list of text, default: [a, b]}
                    token: {type: secret}
                    file: {type: path}
                """,
                noting("json.dumps(m['options'], sort_keys=True)") + WELL);
        runtime = house.load();
        product(
                        Door.READY_STRATEGY,
                        "opts",
                        Map.of("port", 80L, "token", "s3cret", "file", "a/b", "pause", "1500ms"))
                .await(run());
        assertEquals(
                "{\"file\": \"%s/a/b\", \"mode\": \"fast\", \"names\": [\"a\", \"b\"], \"pause\": 1500, \"port\": 80, \"token\": \"s3cret\"}"
                        .formatted(folder),
                noted().getFirst());
        var problems = new ArrayList<Problem>();
        assertNull(house.product("opts", Map.of("prot", 80L, "mode", "fst"), problems));
        assertEquals(
                List.of(
                        "`opts` has no option `prot` (there are: file, mode, names, pause, port,"
                                + " token); did you mean `port`?",
                        "`port` is missing: where it listens",
                        "`mode` cannot be `fst` (there are: fast, slow); did you mean `fast`?"),
                problems.stream().map(Problem::toString).toList());
        var described = runtime.describe(Door.READY_STRATEGY, "opts");
        assertEquals("fast | slow", described.get(2).type());
        assertEquals(
                "[port]", runtime.schema(Door.READY_STRATEGY, "opts").get("required").toString());
    }

    @Test
    void aBadDescriptorIsToldWithAllItsPlaces() throws Exception {
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Files.writeString(
                bad.resolve("plugin.yaml"),
                """
                id: bad
                version: "1.0.0"
                comand: [x]
                command: [x]
                provides:
                  - door: redy strategy
                    kind: bad
                    options:
                      port: {type: whole number, default: many}
                """);
        runtime = house.load();
        assertEquals("failed", house.plugin("bad").state());
        String error = house.plugin("bad").error();
        assertTrue(error.contains("BAD_DESCRIPTOR bad: plugin.yaml:3:1: "), error);
        assertTrue(error.contains("`comand`"), error);
        assertTrue(error.contains("did you mean `command`?"), error);
        assertTrue(error.contains("plugin.yaml:6:11: `door` cannot be `redy strategy`"), error);
        house.assertGoodWorks();
    }

    @Test
    void aDefaultThatIsNoneIsTheAuthorsMistake() throws Exception {
        ExternalFolder.write(
                folder.resolve("bad"),
                "1.0.0",
                "- {door: ready strategy, kind: bad, options: {port: {type: whole number, default:"
                        + " many}}}",
                WELL);
        runtime = house.load();
        assertEquals(
                "BAD_DESCRIPTOR bad: plugin.yaml:7:85: `port` must be a whole number, not `many`",
                house.plugin("bad").error());
    }

    @Test
    void whatItSaysInsteadOfJsonIsItsFaultAndItIsStartedAgain() throws Exception {
        ExternalFolder.ready(
                folder.resolve("odd"),
                "1.0.0",
                noting("str(os.getpid())")
                        + """
                        if os.path.exists('again'):
                            say(id=m['id'], ok=True)
                        else:
                            open('again', 'w').close()
                            print('Traceback', flush=True)
                        """);
        runtime = house.load();
        ReadyStrategy strategy = product(Door.READY_STRATEGY, "odd", Map.of());
        Outcome first = await(strategy);
        assertEquals("plugin odd has written what is no JSON object: `Traceback`", first.trouble());
        assertEquals(1, house.plugin("odd").figures().calls().faults());
        assertNull(await(strategy).trouble());
        assertEquals(2, Set.copyOf(noted()).size());
        assertFalse(lives(noted().getFirst()));
    }

    @Test
    void oneThatExitsInTheMiddleOfACallFailsItByName() throws Exception {
        ExternalFolder.ready(folder.resolve("gone"), "1.0.0", "os._exit(3)");
        runtime = house.load();
        ReadyStrategy strategy = product(Door.READY_STRATEGY, "gone", Map.of());
        assertEquals("plugin gone has ended with exit code 3", await(strategy).trouble());
        assertEquals(1, house.plugin("gone").figures().calls().faults());
    }

    @Test
    void aProgramThatIsNotThereIsSaidToBeSo() throws Exception {
        Path none = ExternalFolder.ready(folder.resolve("none"), "1.0.0", WELL);
        Path yaml = none.resolve("plugin.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("python3", "no-such-python"));
        runtime = house.load();
        ReadyStrategy strategy = product(Door.READY_STRATEGY, "none", Map.of());
        assertEquals(
                "plugin none cannot be started: no program is called `no-such-python`",
                await(strategy).trouble());
    }

    @Test
    void oneThatHangsIsToldToStopAndThenKilled() throws Exception {
        ExternalFolder.ready(
                folder.resolve("hang"),
                "1.0.0",
                noting("str(os.getpid())")
                        + "say(id=m['id'], waiting='for ever')\ntime.sleep(1000)");
        runtime = house.load();
        ReadyStrategy strategy = product(Door.READY_STRATEGY, "hang", Map.of());
        GuardedCall call =
                runtime.guard().call("await", "ready web", strategy, () -> strategy.await(run()));
        call.begin();
        until("it was called", () -> !noted().isEmpty());
        call.interrupt();
        assertTrue(call.ends(LONG));
        assertInstanceOf(Outcome.Interrupted.class, call.outcome());
        until("it was killed", () -> !lives(noted().getFirst()));
    }

    @Test
    void anErrorIsAnAnswerAndNoFault() throws Exception {
        ExternalFolder.ready(folder.resolve("no"), "1.0.0", "say(id=m['id'], error='not today')");
        runtime = house.load();
        assertEquals("not today", await(product(Door.READY_STRATEGY, "no", Map.of())).trouble());
        assertEquals(0, house.plugin("no").figures().calls().faults());
    }

    @Test
    void nothingIsLeftOfOneThatIgnoresItsEnd() throws Exception {
        ExternalFolder.ready(
                folder.resolve("stay"),
                "1.0.0",
                """
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                child = subprocess.Popen(['sleep', '1000'], stdin=subprocess.DEVNULL)
                lost = subprocess.Popen(['sh', '-c', 'sleep 1001 & echo $!'], stdout=subprocess.PIPE)
                """
                        + noting("str(os.getpid())")
                        + noting("str(child.pid)")
                        + noting("lost.stdout.readline().decode().strip()")
                        + """
                        say(id=m['id'], ok=True)
                        while True: time.sleep(1)
                        """);
        runtime = house.load();
        assertNull(await(product(Door.READY_STRATEGY, "stay", Map.of())).trouble());
        assertEquals(3, noted().size());
        house.close();
        for (String pid : noted()) {
            until(pid + " is gone", () -> !lives(pid));
        }
    }

    @Test
    void oneThatIsReplacedEndsWhenItsCallsHave() throws Exception {
        Path origin =
                ExternalFolder.ready(
                        folder.resolve("hot"),
                        "1.0.0",
                        noting("str(os.getpid())")
                                + "while not os.path.exists('%s'): time.sleep(0.01)\n"
                                        .formatted(notes.resolve("go"))
                                + WELL);
        runtime = house.load();
        ReadyStrategy old = product(Door.READY_STRATEGY, "hot", Map.of());
        GuardedCall call = runtime.guard().call("await", "ready web", old, () -> old.await(run()));
        call.begin();
        until("it was called", () -> !noted().isEmpty());
        String first = noted().getFirst();
        ExternalFolder.ready(origin, "2.0.0", noting("'new'") + WELL);
        Proposal proposal = runtime.propose(List.of(), Set.of(), Set.of());
        assertTrue(proposal.isOld(old));
        runtime.use(proposal);
        runtime.giveBack(proposal);
        assertEquals("2.0.0", house.plugin("hot").version());
        assertTrue(lives(first));
        ReadyStrategy fresh = product(Door.READY_STRATEGY, "hot", Map.of());
        assertFalse(proposal.isOld(fresh));
        assertNull(await(fresh).trouble());
        assertEquals(List.of(first, "new"), noted());
        Files.createFile(notes.resolve("go"));
        assertTrue(call.ends(LONG));
        assertNull(assertInstanceOf(Outcome.Done.class, call.outcome()).trouble());
        until("the old one has ended", () -> !lives(first));
    }

    @Test
    void aFolderIsTrustedByNobodyAndItsZipMayBe() throws Exception {
        ExternalFolder.ready(folder.resolve("mine"), "1.0.0", WELL);
        runtime = house.load(LONG, List.of(), Trust.in(List.of(), List.of(), notes));
        assertTrue(house.plugin("mine").error().contains("UNTRUSTED"), house.told()::toString);
    }

    @Test
    void whatIsDisabledIsNotUsed() throws Exception {
        ExternalFolder.ready(folder.resolve("mine"), "1.0.0", WELL);
        runtime = house.load("mine");
        assertEquals("disabled", house.plugin("mine").state());
        assertEquals("no ready strategy is called `mine` (there are: good)", house.fail("mine"));
    }
}

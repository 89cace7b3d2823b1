package dev.reeve.plugin.control.xmlrpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.xmlrpc.Caller;
import dev.reeve.plugin.control.xmlrpc.Served;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

@Timeout(20)
class CallsTest {
    @TempDir Path folder;
    private Served served;
    private FakeSupervisor supervisor;
    private Caller caller;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(folder);
        supervisor =
                served.supervisor.with(FakeService.running("web")).with(FakeService.stopped("job"));
        caller = served.caller();
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        served.close();
    }

    private Object call(String method, Object... values) throws Exception {
        return caller.call("supervisor." + method, values);
    }

    private int fault(String method, Object... values) throws Exception {
        return assertInstanceOf(Caller.Fault.class, call(method, values)).code();
    }

    private static Map<String, Object> outcome(String name, int status, String text) {
        return Map.of("name", name, "group", name, "status", status, "description", text);
    }

    @Test
    void supervisorctlIsToldTheVersionsItInsistsOn() throws Exception {
        assertEquals("3.0", call("getVersion"));
        assertEquals("3.0", call("getAPIVersion"));
        assertEquals(Map.of("statecode", 1, "statename", "RUNNING"), call("getState"));
        assertInstanceOf(Integer.class, call("getPID"));
    }

    @Test
    void aServiceHasAllFieldsOfAProcess() throws Exception {
        Map<?, ?> web = (Map<?, ?>) call("getProcessInfo", "web");
        assertEquals(
                List.of(
                        "description",
                        "exitstatus",
                        "group",
                        "logfile",
                        "name",
                        "now",
                        "pid",
                        "spawnerr",
                        "start",
                        "state",
                        "statename",
                        "stderr_logfile",
                        "stdout_logfile",
                        "stop"),
                List.copyOf(web.keySet()));
        assertEquals(4711, web.get("pid"));
        assertEquals("web", web.get("group"));
        assertEquals((int) FakeSupervisor.BEGIN.getEpochSecond(), web.get("start"));
        assertTrue(String.valueOf(web.get("description")).startsWith("pid 4711, uptime "));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,0,STOPPED",
        "STOPPED,0,STOPPED",
        "WAITING,0,STOPPED",
        "STARTING,10,STARTING",
        "RUNNING,20,RUNNING",
        "BACKOFF,30,BACKOFF",
        "STOPPING,40,STOPPING",
        "FAILED,200,FATAL"
    })
    void everyPhaseIsAState(Phase phase, int number, String name) throws Exception {
        supervisor.with(
                FakeService.of(new ServiceKey("process", "manifest", "it"), phase, List.of()));
        Map<?, ?> it = (Map<?, ?>) call("getProcessInfo", "it:it");
        assertEquals(number, it.get("state"));
        assertEquals(name, it.get("statename"));
    }

    @Test
    void allServicesComeSortedByName() throws Exception {
        List<?> all = (List<?>) call("getAllProcessInfo");
        assertEquals(
                List.of("job", "web"),
                all.stream().map(each -> ((Map<?, ?>) each).get("name")).toList());
    }

    @Test
    void startAndStopReachTheServiceAndAnswerTrue() throws Exception {
        assertEquals(true, call("startProcess", "job"));
        assertEquals(true, call("stopProcess", "web:web", true));
        assertEquals(
                List.of(
                        new FakeSupervisor.Asked("job", new Request.Start()),
                        new FakeSupervisor.Asked("web", new Request.Stop(false))),
                supervisor.asked());
    }

    @Test
    void whatIsSoAlreadyIsAFaultAndTouchesNothing() throws Exception {
        assertEquals(60, fault("startProcess", "web"));
        assertEquals(70, fault("stopProcess", "job"));
        assertEquals(70, fault("signalProcess", "job", "HUP"));
        assertEquals(List.of(), supervisor.asked());
    }

    @Test
    void anUnknownNameIsAFault() throws Exception {
        assertEquals(10, fault("startProcess", "nix"));
        assertEquals(10, fault("stopProcessGroup", "nix"));
        assertEquals(10, fault("getProcessInfo", "web:other"));
        assertEquals(10, fault("readProcessStdoutLog", "nix", 0, 0));
    }

    @Test
    void aStartThatComesToNothingSaysWhy() throws Exception {
        supervisor.answers(
                (name, _) ->
                        CompletableFuture.completedFuture(
                                new Reply.Failed(name, Phase.FAILED, "exited with 3")));
        assertEquals(
                new Caller.Fault(40, "ABNORMAL_TERMINATION: exited with 3"),
                call("startProcess", "job"));
    }

    @ParameterizedTest
    @EnumSource(Reply.Kind.class)
    void aRefusedStartIsAFaultThatSupervisorctlKnows(Reply.Kind kind) throws Exception {
        supervisor.answers(
                (name, _) ->
                        CompletableFuture.completedFuture(
                                new Reply.Refused(name, kind, "no", List.of())));
        assertEquals(kind == Reply.Kind.UNKNOWN ? 10 : 40, fault("startProcess", "job"));
    }

    @Test
    void aStartNeedNotBeWaitedFor() throws Exception {
        supervisor.answers((_, _) -> new CompletableFuture<>());
        assertEquals(true, call("startProcess", "job", false));
        assertEquals(List.of(outcome("job", 80, "OK")), call("startAllProcesses", false));
    }

    @Test
    void allOfThemAreAskedWhereItChangesSomething() throws Exception {
        assertEquals(List.of(outcome("job", 80, "OK")), call("startAllProcesses"));
        assertEquals(
                List.of(outcome("job", 80, "OK"), outcome("web", 80, "OK")),
                call("stopAllProcesses"));
        assertEquals(List.of(), call("stopAllProcesses"));
        assertEquals(List.of(outcome("web", 80, "OK")), call("startProcess", "web:*"));
    }

    @Test
    void aSignalGoesByNameOrNumber() throws Exception {
        assertEquals(true, call("signalProcess", "web", "SIGHUP"));
        assertEquals(true, call("signalProcess", "web", 15));
        assertEquals(11, fault("signalProcess", "web", "NIX"));
        assertEquals(List.of(outcome("web", 80, "OK")), call("signalAllProcesses", "USR1"));
        assertEquals(
                List.of(outcome("web", 11, "BAD_SIGNAL: NIX")),
                call("signalProcessGroup", "web", "NIX"));
        assertEquals(
                new FakeSupervisor.Asked("web", new Request.SendSignal(new Signal(1))),
                supervisor.asked().getFirst());
    }

    @Test
    void aLogIsReadByBytesFromEitherEnd() throws Exception {
        supervisor.writes("web", "stdout", "one");
        supervisor.writes("web", "stderr", "bad");
        supervisor.writes("web", "stdout", "two");
        assertEquals("one\ntwo\n", call("readProcessStdoutLog", "web", 0, 0));
        assertEquals("ne", call("readProcessLog", "web", 1, 2));
        assertEquals("two\n", call("readProcessStdoutLog", "web", -4, 0));
        assertEquals("bad\n", call("readProcessStderrLog", "web", -1600, 0));
        assertEquals(3, fault("readProcessStdoutLog", "web", -4, 1));
        assertEquals(3, fault("readProcessStdoutLog", "web", 0, -1));
    }

    @Test
    void aTailSaysWhereToGoOnAndWhetherSomethingWasLeftOut() throws Exception {
        supervisor.writes("web", "stdout", "0123456");
        assertEquals(List.of("0123456\n", 8, false), call("tailProcessStdoutLog", "web", 0, 100));
        assertEquals(List.of("56\n", 8, true), call("tailProcessStdoutLog", "web", 0, 3));
        assertEquals(List.of("", 8, false), call("tailProcessStdoutLog", "web", 8, 100));
        assertEquals(List.of("", 0, false), call("tailProcessStderrLog", "web", 0, 100));
    }

    @Test
    void logsAreCleared() throws Exception {
        supervisor.writes("web", "stdout", "one");
        assertEquals(true, call("clearProcessLogs", "web"));
        assertEquals("", call("readProcessStdoutLog", "web", 0, 0));
        assertEquals(
                List.of(outcome("job", 80, "OK"), outcome("web", 80, "OK")),
                call("clearAllProcessLogs"));
    }

    @Test
    void noServiceHasAStandardInput() throws Exception {
        assertEquals(20, fault("sendProcessStdin", "web", "hello"));
        assertEquals(70, fault("sendProcessStdin", "job", "hello"));
    }

    @Test
    void aShutdownIsAskedForAndNotWaitedFor() throws Exception {
        assertEquals(true, call("shutdown"));
        assertTrue(supervisor.down().isDone());
    }

    @Test
    void aRestartReplacesTheSupervisorByItself() throws Exception {
        assertEquals(true, call("restart"));
        assertEquals("upgrade", supervisor.called().getLast().method());
        supervisor.replies(new Reply.Refused("x", Reply.Kind.CONFLICT, "not here", List.of()));
        assertEquals(new Caller.Fault(30, "FAILED: not here"), call("restart"));
    }

    @Test
    void aCallWithWrongValuesIsAFault() throws Exception {
        assertEquals(1, fault("noSuchMethod"));
        assertEquals(2, fault("startProcess"));
        assertEquals(2, fault("startProcess", "a", true, 1));
        assertEquals(2, fault("startProcess", 5));
        assertEquals(2, fault("readLog", "x", 0));
        assertEquals(1, assertInstanceOf(Caller.Fault.class, caller.call("__class__.x")).code());
    }

    @Test
    void everyMethodIsListedAndDescribed() throws Exception {
        List<?> methods = (List<?>) caller.call("system.listMethods");
        assertTrue(methods.contains("supervisor.getAllProcessInfo"));
        for (Object method : methods) {
            assertInstanceOf(String.class, caller.call("system.methodHelp", method));
            assertInstanceOf(List.class, caller.call("system.methodSignature", method));
        }
        assertEquals(
                List.of("boolean", "string", "boolean"),
                caller.call("system.methodSignature", "supervisor.startProcess"));
    }

    @Test
    void severalCallsInOneAreAnsweredEachForItself() throws Exception {
        Object answers =
                caller.call(
                        "system.multicall",
                        List.of(
                                Map.of("methodName", "supervisor.getVersion", "params", List.of()),
                                Map.of("methodName", "nix"),
                                Map.of("methodName", "system.multicall"),
                                "nonsense"));
        assertEquals(
                List.of(
                        List.of("3.0"),
                        Map.of("faultCode", 1, "faultString", "UNKNOWN_METHOD"),
                        Map.of(
                                "faultCode",
                                2,
                                "faultString",
                                "INCORRECT_PARAMETERS: Recursive system.multicall forbidden"),
                        Map.of(
                                "faultCode",
                                2,
                                "faultString",
                                "INCORRECT_PARAMETERS: No methodName")),
                answers);
    }
}

package dev.reeve.plugin.control.xmlrpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.reeve.plugin.control.xmlrpc.Caller;
import dev.reeve.plugin.control.xmlrpc.Served;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor.Called;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Timeout(20)
class UpdateTest {
    private static final Called LOOK = Called.of("reload", null, true);
    private static final Called APPLY = Called.of("reload", null, false);

    @TempDir Path folder;
    private Served served;
    private Caller caller;

    /// The fake's manifest has `d` new, `c` no more, and `a` and `b` changed.
    @BeforeEach
    void serve() throws Exception {
        served = new Served(folder);
        List.of("a", "b", "c", "e").forEach(it -> served.supervisor.with(FakeService.running(it)));
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

    private void reread() throws Exception {
        assertEquals(
                List.of(List.of(List.of("d"), List.of("a", "b"), List.of("c"))),
                call("reloadConfig"));
    }

    @Test
    void anUpdateAppliesTheManifestOnceAndStopsNothingByItself() throws Exception {
        reread();
        assertEquals(List.of(), call("stopProcessGroup", "c"));
        assertEquals(true, call("removeProcessGroup", "c"));
        for (String changed : List.of("a", "b")) {
            assertEquals(List.of(), call("stopProcessGroup", changed));
            assertEquals(true, call("removeProcessGroup", changed));
            assertEquals(true, call("addProcessGroup", changed));
        }
        assertEquals(true, call("addProcessGroup", "d"));
        assertEquals(List.of(LOOK, APPLY), served.supervisor.called());
        assertEquals(List.of(), served.supervisor.asked());
    }

    @Test
    void aStopAfterAnyOtherCallIsAStop() throws Exception {
        reread();
        call("getVersion");
        call("stopProcessGroup", "a");
        assertEquals(List.of(LOOK), served.supervisor.called());
        assertEquals(1, served.supervisor.asked().size());
    }

    @Test
    void aStopByAnotherClientIsAStop() throws Exception {
        reread();
        try (Caller other = served.caller()) {
            other.call("supervisor.stopProcessGroup", "a");
        }
        assertEquals(1, served.supervisor.asked().size());
    }

    @Test
    void aGroupThatDoesNotChangeIsNoPartOfAnUpdate() throws Exception {
        reread();
        assertEquals(1, ((List<?>) call("stopProcessGroup", "e")).size());
        assertEquals(90, fault("addProcessGroup", "e"));
        assertEquals(10, fault("addProcessGroup", "nix"));
    }

    @Test
    void aClientWithAConnectionForEachCallIsServedToo() throws Exception {
        reread();
        call("getVersion");
        assertEquals(91, fault("removeProcessGroup", "a"));
        call("stopProcessGroup", "a");
        assertEquals(true, call("removeProcessGroup", "a"));
        assertEquals(true, call("addProcessGroup", "a"));
        assertEquals(List.of(LOOK, LOOK, LOOK, APPLY), served.supervisor.called());
        assertEquals(
                20, ((Map<?, ?>) call("getProcessInfo", "a")).get("state"), "it was started again");
    }

    @Test
    void aDynamicServiceIsRemoved() throws Exception {
        served.supervisor.with(
                FakeService.of(
                        new ServiceKey("process", "dynamic", "x"), Phase.STOPPED, List.of()));
        assertEquals(true, call("removeProcessGroup", "x"));
        assertEquals(10, fault("removeProcessGroup", "x"));
    }

    @Test
    void aManifestWithMistakesIsSaidToBeSo() throws Exception {
        served.supervisor.reloads(
                new ReloadAnswer(
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "it is broken",
                        List.of(),
                        true,
                        Map.of(),
                        List.of()));
        assertEquals(new Caller.Fault(92, "CANT_REREAD: it is broken"), call("reloadConfig"));
    }
}

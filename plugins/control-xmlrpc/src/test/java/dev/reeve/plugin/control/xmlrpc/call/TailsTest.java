package dev.reeve.plugin.control.xmlrpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.xmlrpc.Caller;
import dev.reeve.plugin.control.xmlrpc.Served;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Timeout(20)
class TailsTest {
    @TempDir Path folder;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(folder);
        served.supervisor.with(FakeService.running("web"));
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    private Caller follow(String path) throws Exception {
        Caller caller = served.caller();
        // As supervisorctl sends it, with one line too many.
        caller.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n\r\n");
        return caller;
    }

    @Test
    void theTailComesFirstAndThenWhatIsWritten() throws Exception {
        served.supervisor.writes("web", "stdout", "before");
        served.supervisor.writes("web", "stderr", "other");
        try (Caller caller = follow("/logtail/web/stdout")) {
            assertEquals("chunked", caller.head().get("Transfer-Encoding"));
            assertEquals("before\n", caller.chunk());
            served.supervisor.writes("web", "stdout", "after");
            assertEquals("after\n", caller.chunk());
            served.supervisor.ends();
            assertEquals("", caller.chunk());
        }
    }

    @Test
    void aNameMayBeEscapedAndHaveAGroup() throws Exception {
        served.supervisor.writes("web", "stderr", "bad");
        try (Caller caller = follow("/logtail/web%3Aweb/stderr")) {
            caller.head();
            assertEquals("bad\n", caller.chunk());
        }
    }

    @Test
    void aLogThatIsNotThereIsNotFound() throws Exception {
        try (Caller caller = served.caller()) {
            assertEquals(404, caller.get("/logtail/nix/stdout").status());
            assertEquals(404, caller.get("/logtail/web/stdin").status());
            assertEquals(404, caller.get("/logtail").status());
            assertEquals(400, caller.get("/logtail/%zz").status());
        }
    }

    @Test
    void whatHappensIsTheMainLog() throws Exception {
        served.supervisor.happens(new Event.ErrorOccurred(null, null, "trouble"));
        try (Caller caller = follow("/mainlogtail")) {
            caller.head();
            String line = caller.chunk();
            assertTrue(line.endsWith(",123 WARN supervisor: trouble\n"), line);
        }
        try (Caller caller = served.caller()) {
            Object tail = caller.call("supervisor.readLog", -9, 0);
            assertEquals(" trouble\n", tail);
        }
    }

    @Test
    void afterAFollowerHasHungUpNobodyFollows() throws Exception {
        try (Caller caller = follow("/logtail/web")) {
            caller.head();
            assertEquals(1, served.supervisor.followers());
        }
        long end = System.nanoTime() + 5_000_000_000L;
        while (served.supervisor.followers() > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(0, served.supervisor.followers());
    }
}

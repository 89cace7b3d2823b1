package dev.reeve.supervisor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.record.Disk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class LedgerTest {
    private static final ServiceKey WEB = key("web");
    private static final ServiceKey DB = key("db");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");

    @TempDir Path state;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Ledger> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Ledger::close);
    }

    @Test
    void whatWasBegunAndIsNotOverIsLeft() throws IOException {
        var ledger = open();
        ledger.begins(WEB, 1, "hash");
        ledger.spawned(WEB, 1, 4_711, 99_999_999_999L, AT);
        ledger.ready(WEB, 1, 3, 2);
        ledger.begins(DB, 7, "hash");
        ledger.begins(key("over"), 1, "hash");
        ledger.spawned(key("over"), 1, 4_712, 5, AT);
        ledger.over(key("over"), 1);
        assertEquals(List.of(), ledger.left());

        var left =
                List.of(
                        new LeftRun("db", DB, 7, "hash", null, 0, null, false, 0, 0, "boot"),
                        new LeftRun(
                                "web",
                                WEB,
                                1,
                                "hash",
                                4_711L,
                                99_999_999_999L,
                                AT,
                                true,
                                3,
                                2,
                                "boot"));
        // The one before was killed: nothing was closed.
        assertEquals(left, open().left());
        ledger = open();
        assertEquals(left, ledger.left());
        ledger.over(DB, 7);
        assertEquals(left.subList(1, 2), open().left());
        assertEquals(List.of(), troubles);
    }

    @Test
    void nothingIsLeftOfAnotherBoot() throws IOException {
        var ledger = open();
        ledger.begins(WEB, 1, "hash");
        ledger.desired(DB, Desired.SUSPENDED);
        ledger = open("another boot");
        assertEquals(List.of(), ledger.left());
        assertEquals(Map.of(DB.toString(), Desired.SUSPENDED), ledger.desired());
        assertEquals(List.of(), open("another boot").left());
    }

    @Test
    void eachSupervisorIsALifeOfOneInstance() throws IOException {
        var instances = new ArrayList<String>();
        for (int life = 1; life <= 3; life++) {
            var ledger = open();
            assertEquals(life, ledger.life());
            instances.add(ledger.instance());
            ledger.close();
        }
        assertEquals(1, instances.stream().distinct().count());
        assertTrue(instances.getFirst().matches("[0-9a-f-]{36}"), instances.toString());
    }

    @Test
    void theInstanceIsFoundInItsFileOrInTheLedger() throws IOException {
        var instance = open().instance();
        Files.writeString(state.resolve("instance"), "\0\0\0\0");
        assertEquals(instance, open().instance());
        assertEquals(instance, Files.readString(state.resolve("instance")).strip());
        Files.delete(state.resolve("ledger"));
        assertEquals(instance, open().instance());
        Files.delete(state.resolve("ledger"));
        Files.delete(state.resolve("instance"));
        assertFalse(open().instance().equals(instance));
    }

    @Test
    void whatPeopleAskForIsRemembered() throws IOException {
        var ledger = open();
        ledger.desired(WEB, Desired.STOPPED);
        ledger.desired(DB, Desired.RUNNING);
        ledger.desired(DB, Desired.SUSPENDED);
        ledger.desired(key("idle"), Desired.RUNNING);
        ledger.forgetDesired((_, what) -> what == Desired.STOPPED);
        ledger.forget(key("idle"));
        assertEquals(Map.of(DB.toString(), Desired.SUSPENDED), ledger.desired());
        assertEquals(Map.of(DB.toString(), Desired.SUSPENDED), open().desired());
    }

    @Test
    void definitionsComeBackInTheirOrder() throws IOException {
        var ledger = open();
        var hostile = new LinkedHashMap<String, Object>();
        hostile.put("command", List.of("a \"b\"\n", "\ud800", "😀\0"));
        hostile.put("none", null);
        hostile.put("numbers", Arrays.asList(1, -5L << 40, 1.5, true, null));
        hostile.put("environment", Map.of("TOKEN", "secret"));
        ledger.define(DB, Map.of("command", "x"));
        ledger.define(WEB, hostile);
        ledger.define(key("a"), Map.of());
        ledger.define(DB, Map.of("command", "y"));
        ledger.forget(key("a"));
        for (var each : List.of(ledger, open())) {
            assertEquals(List.of(DB, WEB), List.copyOf(each.definitions().keySet()));
            assertEquals(Map.of("command", "y"), each.definitions().get(DB));
            assertEquals(hostile, each.definitions().get(WEB));
        }
        var notPlain = Map.<String, Object>of("when", AT);
        assertThrows(IllegalArgumentException.class, () -> ledger.define(WEB, notPlain));
    }

    @Test
    void itsFilesAreForTheirUserAlone() throws IOException {
        open();
        for (String name : List.of("ledger", "instance")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(state.resolve(name))));
        }
    }

    private Ledger open() throws IOException {
        return open("boot");
    }

    private Ledger open(String bootId) throws IOException {
        var ledger =
                Ledger.open(state, troubles::add, Disk.system(), bootId, Duration.ofMillis(20));
        opened.add(ledger);
        return ledger;
    }

    private static ServiceKey key(String name) {
        return new ServiceKey("process", "dynamic", name);
    }
}

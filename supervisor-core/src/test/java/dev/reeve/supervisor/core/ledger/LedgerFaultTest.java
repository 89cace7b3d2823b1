package dev.reeve.supervisor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.record.FaultyDisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

@Timeout(60)
class LedgerFaultTest {
    private static final ServiceKey WEB = key("web");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path state;

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Ledger> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        disk.heal();
        opened.forEach(Ledger::close);
    }

    @Test
    void whileNothingCanBeWrittenItGoesOnInMemoryAndHealsByItself() throws Exception {
        var ledger = open();
        for (int bytes : new int[] {0, 1, 30, 1_000}) {
            disk.failWrites("No space left on device", bytes);
            ledger.begins(WEB, bytes + 1, "hash");
            ledger.desired(WEB, Desired.STOPPED);
            ledger.define(WEB, Map.of("bytes", bytes));
            assertEquals(Map.of(WEB, Map.of("bytes", bytes)), ledger.definitions());
        }
        assertEquals(1, troubles.size(), troubles.toString());
        assertTrue(troubles.getFirst().contains("No space left on device"), troubles.toString());
        int tries = disk.tries();
        while (disk.tries() == tries) {
            Thread.onSpinWait();
        }
        disk.heal();
        awaitRuns(4);
        ledger.over(WEB, 1);
        assertEquals(3, open().left().size());
        assertEquals(Map.of(WEB.toString(), Desired.STOPPED), open().desired());
        assertEquals(Map.of(WEB, Map.of("bytes", 1_000)), open().definitions());
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWhenItIsClosed() throws IOException {
        var ledger = open(Duration.ofMinutes(10));
        disk.failWrites("Input/output error", 0);
        ledger.begins(WEB, 1, "hash");
        disk.heal();
        ledger.close();
        assertEquals(1, open().left().size());
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenFromTheStartIsToldOfAndUsed() throws IOException {
        disk.failWrites("Read-only file system", 0);
        var ledger = open();
        assertEquals(1, ledger.life());
        assertEquals(36, ledger.instance().length());
        ledger.begins(WEB, 1, "hash");
        ledger.desired(WEB, Desired.SUSPENDED);
        assertEquals(Map.of(WEB.toString(), Desired.SUSPENDED), ledger.desired());
        int told = troubles.size();
        ledger.desired(WEB, Desired.RUNNING);
        assertEquals(told, troubles.size(), troubles.toString());
    }

    @Test
    void aSyncThatFailsIsToldAndMadeGood() throws IOException {
        var ledger = open();
        disk.failSyncs("Input/output error");
        ledger.desired(WEB, Desired.SUSPENDED);
        assertEquals(1, troubles.size(), troubles.toString());
        disk.heal();
        ledger.close();
        assertEquals(Map.of(WEB.toString(), Desired.SUSPENDED), open().desired());
    }

    @Test
    void whereverItIsCutOffWhatIsWholeIsKnownAndItGoesOn() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length += length < 40 ? 1 : 3) {
            Files.write(state.resolve("ledger"), Arrays.copyOf(whole, length));
            var ledger = open();
            int left = ledger.left().size();
            assertTrue(left <= 2, "cut off at " + length);
            ledger.begins(key("new"), 1, "hash");
            ledger.close();
            ledger = open();
            assertEquals(left + 1, ledger.left().size(), "cut off at " + length);
            ledger.close();
        }
    }

    @Test
    void whicheverByteIsFlippedItOpensAndGoesOn() throws IOException {
        byte[] whole = written();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(state.resolve("ledger"), flipped);
            var ledger = open();
            int left = ledger.left().size();
            assertTrue(left >= 1 && left <= 2, "flipped at " + at + ": " + left);
            ledger.begins(key("new"), 1, "hash");
            ledger.close();
            assertEquals(left + 1, open().left().size(), "flipped at " + at);
            opened.removeLast().close();
        }
    }

    @Test
    void aFolderInItsPlaceIsMovedAside() throws IOException {
        Files.createDirectories(state.resolve("ledger/theirs"));
        Files.createDirectories(state.resolve("ledger.new"));
        var ledger = open();
        ledger.begins(WEB, 1, "hash");
        assertEquals(1, open().left().size());
        assertTrue(Files.isDirectory(state.resolve("ledger.damaged/theirs")));
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    void oneOfALaterVersionIsRefusedAndLeftAlone() throws IOException {
        byte[] later = written();
        later[11] = 2;
        var sum = new CRC32C();
        sum.update(later, 0, 12);
        ByteBuffer.wrap(later).putInt(12, (int) sum.getValue());
        Files.write(state.resolve("ledger"), later);
        assertThrows(IOException.class, this::open);
        assertArrayEquals(later, Files.readAllBytes(state.resolve("ledger")));
    }

    @Test
    void itStaysSmallHoweverManyWriteToIt() throws Exception {
        var ledger = open();
        var writers = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int writer = 0; writer < 4; writer++) {
                var key = key("service-" + writer);
                writers.add(threads.submit(() -> live(ledger, key)));
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        assertTrue(
                Files.size(state.resolve("ledger")) <= 300 * 1024,
                "grown to " + Files.size(state.resolve("ledger")));
        var next = open();
        assertEquals(4, next.left().size());
        for (var run : next.left()) {
            assertEquals(3_000, run.run());
            assertEquals(3_000L, run.pid());
            assertEquals(Map.of("run", 3_000), next.definitions().get(run.key()));
        }
        assertEquals(2, next.life());
        assertEquals(ledger.instance(), next.instance());
        assertEquals(List.of(), troubles);
    }

    private static void live(Ledger ledger, ServiceKey key) {
        for (int run = 1; run <= 3_000; run++) {
            ledger.begins(key, run, "hash");
            ledger.spawned(key, run, run, run, AT);
            ledger.ready(key, run, run, 0);
            if (run % 100 == 0) {
                ledger.define(key, Map.of("run", run));
            }
            if (run < 3_000) {
                ledger.over(key, run);
            }
        }
    }

    private byte[] written() throws IOException {
        var ledger = open();
        ledger.begins(WEB, 1, "hash");
        ledger.spawned(WEB, 1, 4_711, 5, AT);
        ledger.begins(key("db"), 1, "hash");
        ledger.spawned(key("db"), 1, 4_712, 5, AT);
        ledger.close();
        return Files.readAllBytes(state.resolve("ledger"));
    }

    /// Until another reader of the file finds so many.
    private void awaitRuns(int count) throws IOException {
        int found = -1;
        while (found != count) {
            var account = new Account();
            new LedgerFile(disk, copy()).open(account, _ -> {});
            found = account.runs().size();
        }
    }

    private Path copy() throws IOException {
        Path copy = state.resolve("copy");
        Files.write(copy, Files.readAllBytes(state.resolve("ledger")));
        return copy;
    }

    private Ledger open() throws IOException {
        return open(Duration.ofMillis(20));
    }

    private Ledger open(Duration retry) throws IOException {
        var ledger = Ledger.open(state, troubles::add, disk, "boot", retry);
        opened.add(ledger);
        return ledger;
    }

    private static ServiceKey key(String name) {
        return new ServiceKey("process", "dynamic", name);
    }
}

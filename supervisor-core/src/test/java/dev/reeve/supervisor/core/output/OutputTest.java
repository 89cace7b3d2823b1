package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.kernel.Watched;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What services print, with real children.
class OutputTest extends OutputScene {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void eachStreamHasAFileOfOurOwn() throws IOException {
        ran("web", LogPolicy.DEFAULT, "echo out; echo err >&2");
        assertEquals("out\n", Files.readString(log("web.stdout.log")));
        assertEquals("err\n", Files.readString(log("web.stderr.log")));
        var permissions = Files.getPosixFilePermissions(log("web.stdout.log"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(permissions).replace("rw-r--r--", "rw-------"));
        assertEquals(List.of(), troubles);
    }

    @Test
    void mergedStreamsKeepTheirOrder() throws IOException {
        ran(
                "web",
                new LogPolicy(null, null, true, LogPolicy.Format.RAW, null, List.of()),
                "echo 1; echo 2 >&2; echo 3");
        assertEquals("1\n2\n3\n", Files.readString(log("web.stdout.log")));
        assertFalse(Files.exists(log("web.stderr.log")));
    }

    @Test
    void aPolicyNamesItsFiles() throws IOException {
        Path file = folder.resolve("deep/er/out.log");
        ran(
                "web",
                new LogPolicy(file, file, false, LogPolicy.Format.RAW, null, List.of()),
                "echo 1; echo 2 >&2");
        assertEquals(Set.of("1", "2"), Set.copyOf(Files.readAllLines(file)));
    }

    @Test
    void whoPrintsNothingHasNoFile() {
        if (kernel.hasPipes()) {
            ran("web", LogPolicy.DEFAULT, "exit 0");
            assertFalse(Files.exists(folder.resolve("logs")));
        }
    }

    @Test
    void twentyThousandLinesAndAnExitAreKeptInOrder() throws IOException {
        ran("web", LogPolicy.DEFAULT, "seq 1 20000");
        List<String> lines = Files.readAllLines(log("web.stdout.log"));
        assertEquals(20_000, lines.size());
        for (int i = 0; i < 20_000; i++) {
            assertEquals(Integer.toString(i + 1), lines.get(i));
        }
    }

    @Test
    void bytesAreKeptAsTheyAre() throws IOException {
        ran("web", LogPolicy.DEFAULT, "printf '\\377\\000\\033[31mx\\r\\n\\n'");
        assertEquals(
                List.of((byte) 0xff, (byte) 0, (byte) 033),
                bytes(Files.readAllBytes(log("web.stdout.log")), 3));
    }

    @Test
    void aFollowerSeesLinesWithTheirRunAndStream() throws InterruptedException {
        try (LogStream stream = followed(List.of("web"), null)) {
            ran("other", LogPolicy.DEFAULT, "echo no");
            ran("web", LogPolicy.DEFAULT, "echo 1; echo 2");
            ran("web", LogPolicy.DEFAULT, "echo 3 >&2");
            assertLine("web", 2, "stdout", "1", stream.next(LONG));
            assertLine("web", 2, "stdout", "2", stream.next(LONG));
            assertLine("web", 3, "stderr", "3", stream.next(LONG));
            assertNull(stream.next(Duration.ofMillis(1)));
        }
    }

    @Test
    void aFollowerMayWantOneStreamOfAll() throws InterruptedException {
        try (LogStream stream = followed(List.of(), "stderr")) {
            ran("web", LogPolicy.DEFAULT, "echo 1; echo 2 >&2");
            ran("api", LogPolicy.DEFAULT, "echo 3; echo 4 >&2");
            assertLine("web", 1, "stderr", "2", stream.next(LONG));
            assertLine("api", 2, "stderr", "4", stream.next(LONG));
            assertNull(stream.next(Duration.ofMillis(1)));
        }
    }

    @Test
    void lastWordsWithoutALineEndAreALine() throws InterruptedException {
        try (LogStream stream = followed(List.of(), null)) {
            ran("web", LogPolicy.DEFAULT, "printf 'farewell'");
            assertLine("web", 1, "stdout", "farewell", stream.next(LONG));
        }
    }

    @Test
    void aFollowerIsToldAsItHappens() throws InterruptedException {
        try (LogStream stream = followed(List.of(), null)) {
            Watched child = started("web", LogPolicy.DEFAULT, "echo now; exec sleep 61");
            assertLine("web", 1, "stdout", "now", stream.next(LONG));
            child.child().kill();
        }
    }

    @Test
    void aClosedOutputClosesItsFollowers() throws InterruptedException {
        LogStream stream = followed(List.of(), null);
        ran("web", LogPolicy.DEFAULT, "echo 1");
        output.close();
        assertFalse(stream.closed());
        assertLine("web", 1, "stdout", "1", stream.next(LONG));
        assertNull(stream.next(LONG));
        assertTrue(stream.closed());
    }

    @Test
    void theTailIsTheLastLinesOfEachStream() {
        ran("web", LogPolicy.DEFAULT, "seq 1 5000; echo e >&2; printf last");
        var lines = last("web", null, 3);
        assertEquals(List.of("5000", "last", "e"), lines.stream().map(LogLine::text).toList());
        assertLine("web", pastRun(1), "stderr", "e", last("web", "stderr", 3).getLast());
        assertEquals(1, last("web", "stderr", 3).size());
        assertEquals(List.of(), last("web", null, 0));
        assertEquals(List.of(), last("nobody", null, 5));
    }

    @Test
    void whatIsLeftOfARunPrintsOn() {
        ran("web", LogPolicy.DEFAULT, "(sleep 0.3; echo late) & exit 0");
        await(
                () ->
                        Files.exists(log("web.stdout.log"))
                                && Files.readString(log("web.stdout.log")).equals("late\n"));
    }

    private static void assertLine(
            String service, Integer run, String stream, String text, LogLine line) {
        assertEquals(
                List.of(service, String.valueOf(run), stream, text),
                List.of(line.service(), String.valueOf(line.run()), line.stream(), line.text()));
        assertEquals(run == null, line.time() == null);
    }

    private static List<Byte> bytes(byte[] all, int most) {
        var list = new ArrayList<Byte>();
        for (int i = 0; i < most; i++) {
            list.add(all[i]);
        }
        return list;
    }

    @Test
    void whoFollowsGetsThePastAndThenTheRestOfALineThatHasBegun() throws InterruptedException {
        Watched child =
                started("web", LogPolicy.DEFAULT, "echo 1; printf 2a; sleep 0.4; echo 2b; echo 3");
        var policies = Map.of("web", LogPolicy.DEFAULT);
        var query = LogQuery.last(List.of("web"), 10);
        try (LogStream first = output.follow(policies, query)) {
            assertEquals("1", first.next(LONG).text());
        }
        try (LogStream stream = output.follow(policies, query)) {
            child.ended();
            output.ended("web", 1);
            assertLine("web", pastRun(1), "stdout", "1", stream.next(LONG));
            assertLine("web", 1, "stdout", "2a2b", stream.next(LONG));
            assertLine("web", 1, "stdout", "3", stream.next(LONG));
            assertNull(stream.next(Duration.ofMillis(1)));
        }
    }

    @Test
    void noLineIsMissingAndNoneComesTwiceWhenSomebodyBeginsToFollow() throws InterruptedException {
        var policy =
                new LogPolicy(
                        null,
                        null,
                        false,
                        LogPolicy.Format.RAW,
                        new LogPolicy.Rotation(50_000L, null, 1000, false),
                        List.of());
        Watched child = started("web", policy, "seq 1 200000");
        for (int round = 0; round < 20; round++) {
            int last = 0;
            try (LogStream stream =
                    output.follow(Map.of("web", policy), LogQuery.last(List.of("web"), 300_000))) {
                for (int i = 0; i < 5_000; i++) {
                    LogLine line = stream.next(LONG);
                    if (line == null || line.text().startsWith("[")) {
                        break;
                    }
                    assertEquals(last + 1, Integer.parseInt(line.text()));
                    last++;
                }
            }
        }
        child.ended();
        output.ended("web", 1);
        assertEquals(
                200_000,
                output.last(Map.of("web", policy), LogQuery.last(List.of("web"), 300_000)).size());
    }

    /// The run of a line of the past, as far as that is known later.
    protected Integer pastRun(int run) {
        return run;
    }
}

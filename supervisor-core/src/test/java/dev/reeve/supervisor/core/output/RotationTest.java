package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.model.LogPolicy.Format;
import dev.reeve.supervisor.api.model.LogPolicy.Rotation;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A log makes way for a new one between two lines, and nothing of it is lost.
class RotationTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path folder;
    private final List<String> troubles = new ArrayList<>();
    private Tidying tidying = new Tidying();
    private Instant now = BEGIN;
    private int run = 1;

    @AfterEach
    void end() {
        tidying.close();
    }

    @Test
    void noFileGrowsOverItsSizeByMoreThanALineAndNoLineIsSplit() throws IOException {
        LogFile log = log(new Rotation(100L, null, 1000, false));
        var all = new StringBuilder();
        var random = new Random(7);
        String pending = "";
        for (int i = 0; i < 500; i++) {
            String text = pending + "line " + i + " " + "x".repeat(random.nextInt(30)) + "\n";
            int cut = random.nextInt(text.length() + 1);
            append(log, text.substring(0, cut));
            all.append(text, 0, cut);
            pending = text.substring(cut);
        }
        log.close();
        assertEquals(all.toString(), joined());
        List<Path> files = files();
        assertTrue(files.size() > 50, files.size() + " files");
        for (Path file : files) {
            String text = Files.readString(file);
            // A line that comes in pieces may turn out not to fit only when it has begun.
            assertTrue(text.length() <= 100 + 40, text);
            assertTrue(text.startsWith("line "), text);
            assertTrue(text.endsWith("\n") || file.endsWith("web.log"), text);
        }
    }

    @Test
    void aLineThatIsLongerThanAFileMayBeHasOneOfItsOwn() throws IOException {
        LogFile log = log(new Rotation(10L, null, 9, false));
        append(log, "a\n");
        append(log, "x".repeat(50));
        append(log, "y".repeat(50) + "\nb\nc\n");
        log.close();
        assertEquals(List.of("a\n", "x".repeat(50) + "y".repeat(50) + "\n", "b\nc\n"), texts());
    }

    @Test
    void aFileThatIsOldMakesWayForTheNextLine() throws IOException {
        LogFile log = log(new Rotation(null, Duration.ofHours(1), 9, false));
        append(log, "a\nb");
        now = now.plus(Duration.ofHours(2));
        append(log, "b\n");
        append(log, "c\n");
        log.close();
        assertEquals(List.of("a\nbb\n", "c\n"), texts());
    }

    @Test
    void onlySoManyAreKeptAndTheirMarksWithThem() throws IOException {
        LogFile log = log(new Rotation(4L, null, 2, false));
        for (int i = 0; i < 9; i++) {
            append(log, "ab" + i + "\n");
        }
        log.close();
        settle();
        assertEquals(List.of("ab6\n", "ab7\n", "ab8\n"), texts());
        try (Stream<Path> marks = Files.list(folder.resolve("marks"))) {
            assertEquals(3, marks.count());
        }
    }

    @Test
    void olderOnesAreCompressedAndStillRead() throws IOException {
        LogFile log = log(new Rotation(6L, null, 9, true));
        for (int i = 0; i < 5; i++) {
            append(log, "line" + i + "\n");
        }
        settle();
        assertEquals(4, files().stream().filter(file -> file.toString().endsWith(".gz")).count());
        assertEquals(List.of("line0", "line1", "line2", "line3", "line4"), last(log, 9, null));
        assertEquals(List.of("line2", "line3", "line4"), last(log, 3, null));
    }

    @Test
    void whatTheLastSupervisorCouldNotFinishIsFinished() throws IOException {
        LogFile log = log(new Rotation(6L, null, 9, false));
        append(log, "line0\n");
        append(log, "line1\n");
        log.close();
        Path old = files().getFirst();
        Files.writeString(old.resolveSibling(old.getFileName() + ".gz.part"), "half");
        append(log(new Rotation(60L, null, 9, true)), "line2\n");
        settle();
        List<String> names = files().stream().map(file -> file.getFileName().toString()).toList();
        assertEquals(List.of(old.getFileName() + ".gz", "web.log"), names);
        assertEquals(List.of("line0", "line1", "line2"), last(log(null), 9, null));
    }

    @Test
    void linesSinceATimeAreFoundThroughOlderFiles() throws IOException {
        LogFile log = log(new Rotation(20L, null, 9, false));
        for (int i = 0; i < 20; i++) {
            now = BEGIN.plusSeconds(i);
            append(log, "line" + i + "\n");
        }
        assertEquals(
                List.of("line11", "line12", "line13", "line14", "line15"),
                last(log, 100, BEGIN.plusSeconds(11)).subList(0, 5));
        assertEquals(9, last(log, 100, BEGIN.plusSeconds(11)).size());
        assertEquals(List.of(), last(log, 100, BEGIN.plusSeconds(60)));
    }

    @Test
    void aLineOfAPlainFileHasItsTimeAndRunAllTheSame() throws IOException {
        LogFile log = log(null);
        append(log, "a\nb");
        run = 2;
        now = BEGIN.plusSeconds(5);
        append(log, "b\nc\n");
        log.close();
        try (LogLook look = log.look()) {
            var reader = new LineReader(Format.RAW, "web", "stdout");
            List<LogLine> lines =
                    new History(reader, LogQuery.last(List.of("web"), 9)).last(look, false);
            assertEquals(
                    List.of(
                            new LogLine("web", 1, "stdout", BEGIN, "a"),
                            new LogLine("web", 1, "stdout", BEGIN, "bb"),
                            new LogLine("web", 2, "stdout", now, "c")),
                    lines);
        }
    }

    @Test
    void aLogThatWasReplacedByAShorterOneHasNoTimesOfTheOldOne() throws IOException {
        LogFile log = log(null);
        append(log, "a long line\n");
        now = BEGIN.plusSeconds(1);
        append(log, "another long line\n");
        log.close();
        Files.writeString(folder.resolve("web.log"), "x\n");
        now = BEGIN.plusSeconds(2);
        append(log, "y\n");
        log.close();
        assertEquals(List.of("y"), last(log, 9, now.minusMillis(500)).stream().skip(1).toList());
    }

    @Test
    void whatCannotMakeWayGoesOnAndIsSaid() throws IOException {
        Path file = folder.resolve("web.log");
        LogFile log = log(new Rotation(4L, null, 2, false));
        append(log, "ab1\n");
        Files.delete(file);
        append(log, "ab2\n");
        assertEquals(1, troubles.size(), troubles.toString());
        assertTrue(troubles.getFirst().contains("cannot make way for a new file"));
        assertEquals("ab2\n", Files.readString(file));
    }

    @Test
    void anEmptiedLogBeginsAnew() throws IOException {
        LogFile log = log(new Rotation(6L, null, 9, false));
        append(log, "line0\n");
        append(log, "line1\n");
        log.clear();
        append(log, "line2\n");
        assertEquals(List.of("line2"), last(log, 9, null));
    }

    private LogFile log(@Nullable Rotation rotate) {
        return new LogFile(
                folder.resolve("web.log"),
                folder.resolve("marks/web.log"),
                "`web`",
                rotate,
                tidying,
                troubles::add);
    }

    private void append(LogFile log, String text) {
        log.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), run, now);
    }

    private void settle() {
        tidying.close();
        tidying = new Tidying();
    }

    private List<String> last(LogFile log, int lines, @Nullable Instant since) {
        var reader = new LineReader(Format.RAW, "web", "stdout");
        var query = new LogQuery(List.of("web"), null, lines, since, _ -> true);
        try (LogLook look = log.look()) {
            return new History(reader, query)
                    .last(look, false).stream().map(LogLine::text).toList();
        }
    }

    /// The older ones first; the present one has the shortest name, and so comes before them.
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            var files = new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
            files.remove(folder.resolve("web.log"));
            files.add(folder.resolve("web.log"));
            return files;
        }
    }

    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        for (Path file : files()) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private String joined() throws IOException {
        return String.join("", texts());
    }
}

package dev.reeve.plugin.stats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.StatsHandlerContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

class CsvStatsTest extends StatsHandlerContract {
    private static final String HEADER =
            "name,time,run,cpu_percent,max_cpu_percent,memory_bytes,max_memory_bytes,processes,"
                    + "threads,open_files\r\n";
    private static final StatsSample WEB =
            new StatsSample(
                    "web",
                    Instant.parse("2026-01-31T12:00:00.1239Z"),
                    3,
                    12.345,
                    200,
                    4096,
                    8192,
                    2,
                    9,
                    17);
    private static final String WEB_LINE =
            "web,2026-01-31T12:00:00.123Z,3,12.35,200.00,4096,8192,2,9,17\r\n";

    @TempDir Path folder;

    @Override
    protected StatsHandler handler(Path directory) {
        return made(directory, "stats.csv");
    }

    @Override
    protected List<String> taken(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("stats.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @Test
    void theFileHasOneHeaderAlsoAfterARestart() throws Exception {
        handler(folder).accept(List.of(WEB));
        handler(folder).accept(List.of(WEB, WEB));
        assertEquals(HEADER + WEB_LINE.repeat(3), text("stats.csv"));
    }

    @Test
    void figuresDoNotDependOnTheUsersLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertEquals(WEB_LINE, Csv.line(WEB));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNameWithACommaAQuoteOrALineEndIsQuoted() {
        StatsSample odd = new StatsSample("a,\"b\"\n", WEB.time(), 1, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(
                "\"a,\"\"b\"\"\n\",2026-01-31T12:00:00.123Z,1,0.00,0.00,0,0,0,0,0\r\n",
                Csv.line(odd));
    }

    @Test
    void planningAndClosingTouchNothing() throws Exception {
        handler(folder).close();
        assertFalse(Files.exists(folder.resolve("stats.csv")));
    }

    @Test
    void aFileThatIsMovedAwayIsBegunAgain() throws Exception {
        StatsHandler handler = made(folder, "deep/er/stats.csv");
        handler.accept(List.of(WEB));
        Files.move(folder.resolve("deep/er/stats.csv"), folder.resolve("old.csv"));
        handler.accept(List.of(WEB));
        assertEquals(HEADER + WEB_LINE, text("old.csv"));
        assertEquals(HEADER + WEB_LINE, text("deep/er/stats.csv"));
    }

    @Test
    void aFileThatCannotBeWrittenIsAFailureAndTheNextBatchIsTriedAgain() throws Exception {
        Path inTheWay = Files.createDirectory(folder.resolve("stats.csv"));
        StatsHandler handler = handler(folder);
        assertThrows(IOException.class, () -> handler.accept(List.of(WEB)));
        Files.delete(inTheWay);
        handler.accept(List.of(WEB));
        assertEquals(HEADER + WEB_LINE, text("stats.csv"));
    }

    @Test
    void aPathThatNamesNoFileIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> new CsvStats.Options(Path.of("/")));
    }

    private static StatsHandler made(Path directory, String path) {
        var options = new CsvStats.Options(Path.of(path));
        return new CsvStats().create(options, new FakePlanContext("web", directory));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}

package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.model.LogPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class HistoryTest {
    @TempDir Path folder;

    @Test
    void anEmptyOrMissingFileHasNoLines() throws IOException {
        assertEquals(List.of(), last(folder.resolve("missing"), 5));
        assertEquals(List.of(), last(file(""), 5));
        assertEquals(List.of(), last(folder, 5));
    }

    @Test
    void emptyLinesCount() throws IOException {
        assertEquals(List.of("", "", "a", ""), last(file("\n\na\n\n"), 9));
        assertEquals(List.of("a", ""), last(file("\n\na\n\n"), 2));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertEquals(List.of("b"), last(file("a\nb"), 1));
        assertEquals(List.of("a", "b"), last(file("a\nb"), 2));
    }

    @Test
    void itIsTheSameForEveryNumberAcrossBlocks() throws IOException {
        var all = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            all.add("line " + "x".repeat(i % 50) + i);
        }
        Path file = file(String.join("\n", all) + "\n");
        for (int count : List.of(1, 2, 300, 700, 5000, 9_999, 10_000, 20_000)) {
            assertEquals(all.subList(Math.max(0, 10_000 - count), 10_000), last(file, count));
        }
    }

    @Test
    void aHugeFileIsNotReadWhole() throws IOException {
        Path file = folder.resolve("huge");
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(100L << 30);
            access.seek(100L << 30);
            access.write("\nlast\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertEquals(List.of("last"), last(file, 1));
        assertEquals("last", last(file, 1000).getLast());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    private List<String> last(Path file, int lines) {
        var log = new LogFile(file, folder.resolve("marks"), "`web`", null, new Tidying(), _ -> {});
        var reader = new LineReader(LogPolicy.Format.RAW, "web", "stdout");
        try (LogLook look = log.look()) {
            return new History(reader, LogQuery.last(List.of("web"), lines))
                    .last(look, false).stream().map(LogLine::text).toList();
        }
    }
}

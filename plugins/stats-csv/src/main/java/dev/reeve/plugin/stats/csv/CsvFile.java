package dev.reeve.plugin.stats.csv;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Adds batches to a file. It is opened for each of them, so that somebody may move it away at any
/// time; what was accepted is in the file.
final class CsvFile implements StatsHandler {
    private final Path path;

    CsvFile(Path path) {
        this.path = path;
    }

    @Override
    public void accept(List<StatsSample> samples) throws IOException {
        if (samples.isEmpty()) {
            return;
        }
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long before = file.size();
            StringBuilder text = new StringBuilder(before == 0 ? Csv.HEADER : "");
            samples.forEach(sample -> text.append(Csv.line(sample)));
            try {
                write(file, text);
            } catch (IOException failure) {
                // No half lines, when the disk is full.
                file.truncate(before);
                throw failure;
            }
        }
    }

    private static void write(FileChannel file, CharSequence text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(text));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}

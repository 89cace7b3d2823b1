package ${package};

import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Looks at the file again and again.
record WordStrategy(Path file, String word) implements ReadyStrategy {
    /// Called before each run is spawned: what an earlier run has written does not count.
    @Override
    public void prepare(Preparation preparation) throws IOException {
        Files.deleteIfExists(file);
    }

    /// Called for each run, on a thread of its own, which is interrupted when the time is up.
    @Override
    public void await(ReadyRun run) throws IOException, InterruptedException {
        try {
            while (!isWritten()) {
                run.pause();
            }
        } catch (InterruptedException tooLate) {
            // What people are told then.
            throw new InterruptedException("`" + word + "` is not in " + file);
        }
    }

    private boolean isWritten() throws IOException {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().anyMatch(word::equals);
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }
}

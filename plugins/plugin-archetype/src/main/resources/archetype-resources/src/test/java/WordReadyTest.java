package ${package};

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The contract of ready strategies is checked by the test kit; below is what only this one promises.
class WordReadyTest extends ReadyStrategyContract {
    @Override
    protected Given given(Path directory) {
        var options = new WordReady.Options(Path.of("state"), "ready");
        ReadyStrategy strategy =
                new WordReady().create(options, new FakePlanContext("one", directory));
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                Files.writeString(directory.resolve("state"), "starting\nready\n");
            }
        };
    }

    @Test
    void aBlankWordIsAMistake() {
        assertThrows(
                IllegalArgumentException.class, () -> new WordReady.Options(Path.of("state"), " "));
    }
}

package ${package};

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.nio.file.Path;

/// `ready: {${kind}: {file: PATH, word: TEXT}}`: ready when the service has written a word into a file.
@Kind(value = "${kind}", about = "ready when a file has a line with a word")
public final class WordReady implements ReadyStrategyPlugin<WordReady.Options> {
    /// The options. The supervisor reads and checks them, and names every mistake with its place.
    public record Options(
            @Option(about = "the file that the service writes") Path file,
            @Option(about = "the line that means ready", fallback = "ready") String word) {
        public Options {
            if (word.isBlank()) {
                throw new IllegalArgumentException("`word` must not be blank");
            }
        }
    }

    /// Called while planning, by `reeve check`, too: touches nothing.
    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new WordStrategy(context.baseDirectory().resolve(options.file()), options.word());
    }
}

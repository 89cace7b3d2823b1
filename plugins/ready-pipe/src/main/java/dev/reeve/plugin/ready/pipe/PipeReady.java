package dev.reeve.plugin.ready.pipe;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.io.IOException;
import java.nio.file.Path;

/// `ready: {pipe: {path: …}}`: ready when the service has written `ready` into the named pipe,
/// which is made for it before it is spawned, and stays.
@Kind(value = "pipe", about = "ready when `ready` is written into a named pipe")
public final class PipeReady implements ReadyStrategyPlugin<PipeReady.Options> {
    /// For the catalogue of plugins.
    public PipeReady() {}

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new PipeStrategy(context.baseDirectory().resolve(options.path()));
    }

    /// What can be written.
    public record Options(@Option(about = "the named pipe; made where there is none") Path path) {}

    private record PipeStrategy(Path path) implements ReadyStrategy {
        @Override
        public void prepare(Preparation preparation) throws IOException {
            preparation.makePipe(path);
        }

        @Override
        public void await(ReadyRun run) throws IOException, InterruptedException {
            Words words = new Words();
            try (ReadyRun.PipeReader reader = run.openPipe(path)) {
                while (!words.sayReady(reader.read())) {}
            } catch (InterruptedException timeIsUp) {
                throw new InterruptedException(
                        words.none()
                                ? "nothing was written into `" + path + "`"
                                : "`ready` was not among what was written into `" + path + "`");
            }
        }
    }
}

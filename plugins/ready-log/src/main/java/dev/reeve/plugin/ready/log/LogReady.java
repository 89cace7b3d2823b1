package dev.reeve.plugin.ready.log;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.io.IOException;
import java.time.Duration;

/// `ready: {log: {pattern: …}}`: ready when the run has written a line that matches.
@Kind(value = "log", about = "ready when a line that matches was written")
public final class LogReady implements ReadyStrategyPlugin<LogReady.Options> {
    /// For the catalogue of plugins.
    public LogReady() {}

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new Strategy(Lines.matching(options.pattern(), "pattern"), options.stream());
    }

    /// What can be written.
    public record Options(
            @Option(about = "a regular expression; some part of the line must match it")
                    String pattern,
            @Option(about = "which lines count", fallback = "both") Stream stream) {
        public Options {
            Lines.matching(pattern, "pattern");
        }
    }

    private record Strategy(Lines wanted, Stream stream) implements ReadyStrategy {
        private static final Duration LONG = Duration.ofMinutes(1);

        @Override
        public boolean readsOutput() {
            return true;
        }

        @Override
        public void await(ReadyRun run) throws IOException, InterruptedException {
            int count = 0;
            try (LogStream lines = run.output()) {
                while (true) {
                    LogLine line = lines.next(LONG);
                    if (line != null && stream.holds(line)) {
                        if (wanted.hold(line.text())) {
                            return;
                        }
                        count++;
                    }
                    if (line == null && lines.closed()) {
                        throw new IOException(words(count));
                    }
                }
            } catch (InterruptedException timeIsUp) {
                throw new InterruptedException(words(count));
            }
        }

        private String words(int count) {
            return "none of " + count + " lines matched `" + wanted.pattern() + "`";
        }
    }
}

package dev.reeve.plugin.stats.csv;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.spi.StatsHandlerPlugin;

import java.nio.file.Path;

/// `stats: [csv]`: adds samples to a file, one line each.
@Kind(value = "csv", about = "adds samples to a CSV file")
public final class CsvStats implements StatsHandlerPlugin<CsvStats.Options> {
    /// For the catalogue of plugins.
    public CsvStats() {}

    @Override
    public StatsHandler create(Options options, PlanContext context) {
        return new CsvFile(context.baseDirectory().resolve(options.path()));
    }

    /// What can be written.
    public record Options(
            @Option(about = "the file; made where there is none", fallback = "stats.csv")
                    Path path) {
        public Options {
            if (path.getFileName() == null || path.toString().isEmpty()) {
                throw new IllegalArgumentException("`path` must name a file, not `" + path + "`");
            }
        }
    }
}

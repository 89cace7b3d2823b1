import org.jspecify.annotations.NullMarked;

/// Writes what services use as CSV.
@NullMarked
module dev.reeve.plugin.stats.csv {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.StatsHandlerPlugin with
            dev.reeve.plugin.stats.csv.CsvStats;
}

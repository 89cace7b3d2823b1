import org.jspecify.annotations.NullMarked;

/// Sends what services use to a time series database.
@NullMarked
module org.example.stats.influx {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.StatsHandlerPlugin with
            org.example.stats.influx.InfluxStats;
}

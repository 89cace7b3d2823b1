package org.example.stats.influx;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.api.spi.StatsHandlerPlugin;

/// `stats: [{influx: {host: …}}]`: sends each sample as one datagram in InfluxDB's line protocol,
/// as Telegraf, InfluxDB 1, VictoriaMetrics and QuestDB take it.
@Kind(value = "influx", about = "sends samples by UDP, in InfluxDB's line protocol")
public final class InfluxStats implements StatsHandlerPlugin<InfluxStats.Options> {
    /// What a manifest may say.
    public record Options(
            @Option(about = "who takes them", fallback = "localhost") String host,
            @Option(about = "its UDP port", fallback = "8089", min = 1, max = 65535) int port,
            @Option(about = "the name of the measurement", fallback = "reeve")
                    String measurement) {}

    @Override
    public StatsHandler create(Options options, PlanContext context) {
        return new Sender(options.host(), options.port(), options.measurement());
    }
}

package org.example.stats.influx;

import dev.reeve.supervisor.api.control.StatsSample;

import java.time.Instant;
import java.util.Locale;

/// InfluxDB's line protocol: `measurement,tag=value field=value,… nanoseconds`.
final class Line {
    private Line() {}

    static String of(String measurement, StatsSample sample) {
        return String.format(
                Locale.ROOT,
                "%s,service=%s run=%di,cpu_percent=%.2f,memory_bytes=%di,processes=%di,threads=%di,"
                        + "open_files=%di %d\n",
                escaped(measurement),
                escaped(sample.name()),
                sample.run(),
                sample.cpuPercent(),
                sample.memoryBytes(),
                sample.processes(),
                sample.threads(),
                sample.openFiles(),
                nanoseconds(sample.time()));
    }

    private static String escaped(String name) {
        return name.replaceAll("([,= ])", "\\\\$1");
    }

    private static long nanoseconds(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}

package dev.reeve.plugin.stats.csv;

import dev.reeve.supervisor.api.control.StatsSample;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Samples as lines, by RFC 4180. Columns are called as the fields of the control API are.
final class Csv {
    static final String HEADER =
            "name,time,run,cpu_percent,max_cpu_percent,memory_bytes,max_memory_bytes,processes,"
                    + "threads,open_files\r\n";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Csv() {}

    /// One sample, with the end of its line.
    static String line(StatsSample sample) {
        return String.join(
                        ",",
                        quoted(sample.name()),
                        TIME.format(sample.time()),
                        Integer.toString(sample.run()),
                        percent(sample.cpuPercent()),
                        percent(sample.maxCpuPercent()),
                        Long.toString(sample.memoryBytes()),
                        Long.toString(sample.maxMemoryBytes()),
                        Integer.toString(sample.processes()),
                        Integer.toString(sample.threads()),
                        Integer.toString(sample.openFiles()))
                + "\r\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}

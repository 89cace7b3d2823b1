package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.LogPolicy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/// Reads where the output of a service goes.
final class LogBinding {
    static final Words LOGS =
            Words.of("stdout", "stderr", "format", "rotate", "forward", "reports");
    static final Words ROTATE = Words.of("size", "age", "keep", "compress");

    /// Smaller files would make more work than they hold.
    private static final long LEAST_SIZE = 4096;

    private static final Duration LEAST_AGE = Duration.ofSeconds(1);
    private static final long SIZE = 10 << 20;
    private static final int KEEP = 5;
    private static final int MOST_KEPT = 10_000;

    private LogBinding() {}

    static LogPolicy of(@Nullable Value written) {
        Block block = written == null ? null : written.block("`logs`", LOGS);
        if (block == null) {
            return LogPolicy.DEFAULT;
        }
        Value stderr = block.get("stderr");
        boolean merge = stderr != null && stderr.says("merge");
        Path errors = merge ? null : block.maybe("stderr", Value::file);
        return new LogPolicy(
                block.maybe("stdout", Value::file),
                errors,
                merge,
                block.word("format", LogPolicy.Format.RAW),
                rotation(block.get("rotate")),
                PluginUses.list(block.get("forward"), "log forwarder"),
                block.flag("reports", false));
    }

    /// Where only an age is written, no size makes a file give way.
    private static LogPolicy.@Nullable Rotation rotation(@Nullable Value written) {
        Block block = written == null ? null : written.block("`rotate`", ROTATE);
        if (block == null) {
            return null;
        }
        Duration age = block.maybe("age", value -> value.duration(LEAST_AGE, true));
        Long size = block.maybe("size", value -> value.bytes(LEAST_SIZE));
        return new LogPolicy.Rotation(
                size == null && age == null ? Long.valueOf(SIZE) : size,
                age,
                block.whole("keep", 0, MOST_KEPT, KEEP),
                block.flag("compress", false));
    }
}

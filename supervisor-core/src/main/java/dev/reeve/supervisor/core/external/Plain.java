package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an external plugin is told, as plain values. What is null is left out.
final class Plain {
    private Plain() {}

    /// Options: durations are milliseconds, secrets their text.
    ///
    /// @throws IOException where a secret cannot be read
    static Map<String, Object> options(Map<?, ?> options) throws IOException {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> option : options.entrySet()) {
            plain.put(String.valueOf(option.getKey()), value(option.getValue()));
        }
        return plain;
    }

    private static Object value(Object value) throws IOException {
        return switch (value) {
            case Duration span -> span.toMillis();
            case Secret secret -> secret.reveal();
            case Path path -> path.toString();
            case URI uri -> uri.toString();
            case Map<?, ?> map -> options(map);
            case List<?> list -> {
                List<Object> plain = new ArrayList<>();
                for (Object each : list) {
                    plain.add(value(each));
                }
                yield plain;
            }
            default -> value;
        };
    }

    static Map<String, Object> of(StatsSample sample) {
        return fields(
                "service", sample.name(),
                "time", sample.time().toString(),
                "run", sample.run(),
                "cpu_percent", sample.cpuPercent(),
                "max_cpu_percent", sample.maxCpuPercent(),
                "memory_bytes", sample.memoryBytes(),
                "max_memory_bytes", sample.maxMemoryBytes(),
                "processes", sample.processes(),
                "threads", sample.threads(),
                "open_files", sample.openFiles());
    }

    static Map<String, Object> of(LogLine line) {
        return fields(
                "service", line.service(),
                "run", line.run(),
                "stream", line.stream(),
                "time", text(line.time()),
                "text", line.text());
    }

    static Map<String, Object> of(RecordedEvent recorded) {
        Event event = recorded.event();
        Map<String, Object> plain =
                fields(
                        "seq", recorded.seq(),
                        "time", recorded.time().toString(),
                        "type", event.type(),
                        "service", event.service() == null ? null : event.service().name(),
                        "run", event.run(),
                        "thread", recorded.thread(),
                        "text", event.text());
        switch (event) {
            case Event.StateChanged(_, _, var from, var to, var reason) -> {
                plain.put("from", from.word());
                plain.put("to", to.word());
                plain.put("reason", of(reason));
            }
            case Event.HealthChanged(_, _, var from, var to, String detail) -> {
                plain.put("from", from.word());
                plain.put("to", to.word());
                plain.put("detail", detail);
            }
            // The text of the others says it all.
            case Event.LivenessChanged _, Event.CredentialsRead _, Event.ErrorOccurred _ -> {}
            case Event.HookFailed _, Event.PluginChanged _, Event.SupervisorChanged _ -> {}
            case Event.Reloaded _, Event.MessageSent _, Event.ThreadChanged _ -> {}
            case Event.ActorChanged _, Event.Gap _ -> {}
        }
        return plain;
    }

    static Map<String, Object> of(Reason reason) {
        return fields("code", reason.code().word(), "text", reason.text());
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// A map that can be added to.
    ///
    /// @param all names and values by turns
    static Map<String, Object> fields(@Nullable Object... all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int at = 0; at < all.length; at += 2) {
            Object value = all[at + 1];
            if (value != null) {
                fields.put(String.valueOf(all[at]), value);
            }
        }
        return fields;
    }
}

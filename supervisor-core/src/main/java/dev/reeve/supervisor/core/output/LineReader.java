package dev.reeve.supervisor.core.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.model.LogPolicy.Format;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Makes of a line of a file what the service has printed, whatever {@link Layout} it has. A line
/// that has another, since that was changed, is taken as it is.
///
/// @param service whose file it is
/// @param stream which one of it
record LineReader(Format format, String service, String stream) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TIME = "2026-01-31T12:00:00.123Z".length();

    /// @param mark when it came and in which run, as far as that is known
    LogLine line(String text, MarkTable.@Nullable Mark mark) {
        LogLine read =
                switch (format) {
                    case RAW -> null;
                    case TIMESTAMPED -> timestamped(text, mark);
                    case JSON -> json(text);
                };
        return read == null
                ? new LogLine(service, run(mark), stream, mark == null ? null : mark.time(), text)
                : read;
    }

    /// Whether times are those of the lines themselves, and not of marks near by.
    boolean exact() {
        return format != Format.RAW;
    }

    private @Nullable LogLine timestamped(String text, MarkTable.@Nullable Mark mark) {
        if (text.length() <= TIME || text.charAt(TIME) != ' ' || text.charAt(TIME - 1) != 'Z') {
            return null;
        }
        try {
            Instant time = Instant.parse(text.substring(0, TIME));
            return new LogLine(service, run(mark), stream, time, text.substring(TIME + 1));
        } catch (DateTimeException another) {
            return null;
        }
    }

    private static @Nullable LogLine json(String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!json.nextToken().isScalarValue()) {
                    return null;
                }
                fields.put(name, json.getText());
            }
            String service = fields.get("service");
            String stream = fields.get("stream");
            String time = fields.get("time");
            String run = fields.get("run");
            String line = fields.get("text");
            return service == null || stream == null || time == null || run == null || line == null
                    ? null
                    : new LogLine(service, Integer.valueOf(run), stream, Instant.parse(time), line);
        } catch (IOException | DateTimeException | NumberFormatException another) {
            return null;
        }
    }

    private static @Nullable Integer run(MarkTable.@Nullable Mark mark) {
        return mark == null || mark.run() == 0 ? null : Integer.valueOf(mark.run());
    }
}

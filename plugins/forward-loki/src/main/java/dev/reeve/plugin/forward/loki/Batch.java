package dev.reeve.plugin.forward.loki;

import dev.reeve.supervisor.api.control.LogLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Lines as Loki takes them: streams with labels, each with its lines and their times in
/// nanoseconds. The run is no label, since each value of a label makes a stream of its own.
///
/// @param labels what each stream has beside `service` and `stream`
record Batch(Map<String, String> labels, List<LogLine> lines, Instant now) {
    byte[] gzipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    String json() {
        Map<Map<String, String>, List<LogLine>> streams = new LinkedHashMap<>();
        for (LogLine line : lines) {
            Map<String, String> all = new TreeMap<>(labels);
            all.put("service", line.service());
            all.put("stream", line.stream());
            streams.computeIfAbsent(all, _ -> new ArrayList<>()).add(line);
        }
        var json = new StringBuilder("{\"streams\":[");
        streams.forEach(
                (stream, its) -> {
                    json.append("{\"stream\":{");
                    stream.forEach((name, value) -> pair(json, name, value));
                    end(json, '}').append(",\"values\":[");
                    its.forEach(line -> value(json, line));
                    end(json, ']').append("},");
                });
        return end(json, ']').append('}').toString();
    }

    private void value(StringBuilder json, LogLine line) {
        Instant time = line.time() == null ? now : line.time();
        json.append("[\"").append(time.getEpochSecond());
        json.append("%09d".formatted(time.getNano())).append("\",");
        text(json, line.text());
        json.append("],");
    }

    private static void pair(StringBuilder json, String name, String value) {
        text(json, name);
        json.append(':');
        text(json, value);
        json.append(',');
    }

    /// Closes what has a comma behind its last part.
    private static StringBuilder end(StringBuilder json, char bracket) {
        json.setCharAt(json.length() - 1, bracket);
        return json;
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '"', '\\' -> json.append('\\').append(letter);
                default -> {
                    if (letter < ' ' || (Character.isSurrogate(letter) && !paired(text, at))) {
                        json.append("\\u%04x".formatted(letter < ' ' ? (int) letter : 0xfffd));
                    } else {
                        json.append(letter);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}

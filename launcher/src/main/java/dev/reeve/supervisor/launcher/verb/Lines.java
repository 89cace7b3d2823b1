package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.text.Answers;
import dev.reeve.supervisor.launcher.text.Prefix;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes lines of services to stdout; many threads may.
final class Lines {
    private final Answers answers;
    private final boolean raw;
    private final boolean timestamps;
    private final Prefix prefix;
    private final boolean named;

    /// @param raw whether control characters go to a terminal as they are
    /// @param timestamps whether each line begins with its time
    Lines(Reeve reeve, List<String> names, boolean raw, boolean timestamps) {
        this.answers = reeve.answers();
        this.timestamps = timestamps;
        this.raw = raw || !reeve.around().terminal().present();
        this.prefix = new Prefix(answers.paint(), names);
        this.named = names.size() > 1;
    }

    /// The lines of a text. Only a line feed ends one: a service must not make a line of its own
    /// look like another's by a carriage return.
    static List<String> of(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return List.of(
                (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
                        .split("\n", -1));
    }

    /// Writes a line as the API gives it.
    synchronized void write(Map<String, @Nullable Object> line) {
        String text = String.valueOf(line.get("text"));
        String shown = raw ? text : Words.harmless(text, answers.colour());
        String time = timestamps ? Words.of(line.get("time")) + "  " : "";
        String name = named ? prefix.of(String.valueOf(line.get("service"))) : "";
        answers.writeOne(line, () -> time + name + shown);
    }

    /// Writes a line as the API gives it in a text of several services: `NAME | TEXT`.
    void writePrefixed(String line) {
        int bar = line.indexOf(" | ");
        write(
                bar < 0
                        ? line("", null, line)
                        : line(line.substring(0, bar), null, line.substring(bar + 3)));
    }

    /// A line of which nothing but its text is known.
    static Map<String, @Nullable Object> line(
            String service, @Nullable String stream, String text) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("service", service);
        line.put("run", null);
        line.put("stream", stream);
        line.put("time", null);
        line.put("text", text);
        return line;
    }
}

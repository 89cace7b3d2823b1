package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.text.Answers;
import dev.reeve.supervisor.launcher.text.Prefix;
import dev.reeve.supervisor.launcher.text.Words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes lines of services to stdout; many threads may.
final class Lines {
    private final Answers answers;
    private final boolean raw;
    private final Prefix prefix;
    private final boolean named;

    /// @param raw whether control characters go to a terminal as they are
    Lines(Reeve reeve, List<String> names, boolean raw) {
        this.answers = reeve.answers();
        this.raw = raw || !reeve.around().terminal().present();
        this.prefix = new Prefix(answers.paint(), names);
        this.named = names.size() > 1;
    }

    /// Writes a line as the API gives it.
    synchronized void write(Map<String, Object> line) {
        String text = String.valueOf(line.get("text"));
        String shown = raw ? text : Words.harmless(text);
        answers.writeOne(
                line, () -> (named ? prefix.of(String.valueOf(line.get("service"))) : "") + shown);
    }

    /// A line of which nothing but its text is known.
    static Map<String, Object> line(String service, String stream, String text) {
        var line = new LinkedHashMap<String, Object>();
        line.put("service", service);
        line.put("stream", stream);
        line.put("text", text);
        return line;
    }
}

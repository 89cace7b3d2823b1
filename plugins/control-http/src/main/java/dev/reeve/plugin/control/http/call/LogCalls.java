package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What services have written, and what they write.
///
/// Without `follow` an answer is the text as it was written, of several services with each one's
/// name in front; with it, each line is an object in a frame of its own.
final class LogCalls {
    private static final List<String> STREAMS = List.of("stdout", "stderr");
    private static final List<String> FORMATS = List.of("text", "json");
    private final Supervisor supervisor;
    private final Registry registry;

    LogCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    Answer ofOne(Call call) throws Refusal {
        List<String> name = List.of(registry.find(call.service()).target());
        return answer(call, name, name, false);
    }

    Answer ofSeveral(Call call) throws Refusal {
        List<String> targets = call.query().texts("names");
        Supervisor.Match match = supervisor.match(targets);
        if (match.unknown() != null) {
            throw Registry.unknown(match.unknown(), supervisor.services().items());
        }
        List<String> names = match.items().stream().map(ServiceSnapshot::name).toList();
        return answer(call, names, targets.isEmpty() ? List.of() : names, true);
    }

    /// @param followed whom to follow; empty for all, also those that are still to come
    private Answer answer(Call call, List<String> names, List<String> followed, boolean prefixed)
            throws Refusal {
        Instant since = call.query().time("since");
        Grep grep = Grep.of(call.query().text("grep"));
        String stream = call.query().word("stream", STREAMS);
        boolean follow = call.query().flag("follow", false);
        int lines = (int) call.query().number("lines", 0, 10_000, follow ? 10 : 100);
        if (follow) {
            var query = new LogQuery(followed, stream, lines, since, grep);
            return new Answer.Following(new LogFeed(supervisor.followLogs(query), grep));
        }
        var query = new LogQuery(names, stream, lines, since, grep);
        List<LogLine> found = supervisor.logs(query);
        grep.check();
        return "json".equals(call.query().word("format", FORMATS))
                ? Page.of(found, found.size(), EventView::of)
                : Answer.text(text(found, prefixed));
    }

    /// Empties the files.
    Answer clear(Call call) throws Refusal {
        Body.of(call);
        String target = registry.find(call.service()).target();
        try {
            if (!supervisor.clearLogs(target)) {
                throw Registry.gone(call);
            }
            return Answer.NOTHING;
        } catch (IOException failure) {
            throw Refusal.of(409, "failed", String.valueOf(failure.getMessage()), List.of());
        }
    }

    private static String text(List<LogLine> lines, boolean prefixed) {
        var text = new StringBuilder();
        for (LogLine line : lines) {
            if (prefixed) {
                text.append(line.service()).append(" | ");
            }
            text.append(line.text()).append('\n');
        }
        return text.toString();
    }
}

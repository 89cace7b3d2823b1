package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What services have written, and what they write.
///
/// Without `follow` an answer is the text as it was written, of several services with each one's
/// name in front; with it, each line is an object in a frame of its own.
final class LogCalls {
    private static final List<String> STREAMS = List.of("stdout", "stderr");
    private static final Comparator<LogLine> BY_TIME =
            Comparator.comparing(
                    LogLine::time, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

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
        String stream = call.query().word("stream", STREAMS);
        boolean follow = call.query().flag("follow", false);
        int lines = (int) call.query().number("lines", 0, 10_000, follow ? 10 : 100);
        if (!follow) {
            return Answer.text(text(last(names, stream, lines), prefixed));
        }
        // First to follow and then to look back: no line is lost in between, and LogFeed leaves out
        // those that come both ways.
        LogStream following = supervisor.followLogs(followed, stream);
        return new Answer.Following(new LogFeed(last(names, stream, lines), following));
    }

    private List<LogLine> last(List<String> names, @Nullable String stream, int lines) {
        var last = new ArrayList<LogLine>();
        for (String name : names) {
            List<LogLine> ofOne = supervisor.logs(name, stream, lines);
            if (ofOne != null) {
                last.addAll(ofOne);
            }
        }
        if (names.size() > 1) {
            last.sort(BY_TIME);
        }
        return last;
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

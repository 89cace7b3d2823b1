package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.wire.Answer;
import dev.reeve.plugin.control.xmlrpc.wire.Refusal;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// What `supervisorctl tail -f` and `maintail -f` follow: `/logtail/NAME/STREAM`, `/mainlogtail`.
/// The last lines come first, and then what comes.
final class Tails {
    private static final String LOG = "/logtail/";
    private static final String MAIN = "/mainlogtail";
    private static final int PAST = 20;

    private final Supervisor supervisor;
    private final Targets targets;

    Tails(Supervisor supervisor) {
        this.supervisor = supervisor;
        targets = new Targets(supervisor);
    }

    Answer.Feed of(String path) throws Refusal {
        if (path.equals(MAIN)) {
            return main();
        }
        if (!path.startsWith(LOG)) {
            throw new Refusal(404, "there is nothing here but /RPC2, /logtail and /mainlogtail");
        }
        String named = decoded(path.substring(LOG.length()));
        int slash = named.indexOf('/');
        return log(
                slash < 0 ? named : named.substring(0, slash),
                slash < 0 ? "stdout" : named.substring(slash + 1));
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(400, "the path is not well formed");
        }
    }

    private Answer.Feed log(String name, String stream) throws Refusal {
        Targets.Target target = targets.find(name);
        if (target == null || !(stream.equals("stdout") || stream.equals("stderr"))) {
            throw new Refusal(404, "there is no such log");
        }
        var query = LogQuery.last(List.of(target.address()), PAST).of(stream);
        return new Lines(supervisor.followLogs(query));
    }

    private Answer.Feed main() {
        long last = supervisor.status().seq();
        int total = supervisor.events(new EventQuery(0, null, null, null, 1, 0)).total();
        long kept = last - Math.min(PAST, total);
        return new Happenings(supervisor.follow(Math.max(0, kept)));
    }

    /// What a service writes.
    private record Lines(LogStream lines) implements Answer.Feed {
        @Override
        public byte @Nullable [] next(Duration longest) throws InterruptedException {
            LogLine line = lines.next(longest);
            return line == null ? null : (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean ended() {
            return lines.closed();
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    /// What happens.
    private record Happenings(EventStream events) implements Answer.Feed {
        @Override
        public byte @Nullable [] next(Duration longest) throws InterruptedException {
            RecordedEvent event = events.next(longest);
            return event == null ? null : MainLog.line(event).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean ended() {
            return events.closed();
        }

        @Override
        public void close() {
            events.close();
        }
    }
}

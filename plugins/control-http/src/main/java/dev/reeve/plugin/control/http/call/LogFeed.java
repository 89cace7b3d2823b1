package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lines as frames: first those from before, then as they come.
final class LogFeed implements Feed {
    /// So many lines can have come while the lines from before were looked up.
    private static final int OVERLAP = 10_000;

    private final Deque<LogLine> before;
    private final Set<LogLine> seen = new HashSet<>();
    private final LogStream following;
    private int followed;

    LogFeed(List<LogLine> before, LogStream following) {
        this.before = new ArrayDeque<>(before);
        this.following = following;
        before.stream().filter(line -> line.time() != null).forEach(seen::add);
    }

    @Override
    public byte @Nullable [] next(Duration longest) throws InterruptedException {
        LogLine line = before.poll();
        if (line == null) {
            line = following.next(longest);
            while (line != null && seenAlready(line)) {
                line = following.next(longest);
            }
        }
        return line == null ? null : Feed.frame(null, "line", EventView.of(line));
    }

    private boolean seenAlready(LogLine line) {
        if (seen.isEmpty()) {
            return false;
        }
        if (++followed > OVERLAP) {
            seen.clear();
        }
        return seen.remove(line);
    }

    @Override
    public boolean ended() {
        return before.isEmpty() && following.closed();
    }

    @Override
    public void close() {
        following.close();
    }
}

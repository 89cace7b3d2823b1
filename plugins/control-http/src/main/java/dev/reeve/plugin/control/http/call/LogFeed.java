package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Lines as frames. Where the expression that chooses them takes too long, the last frame is a
/// `problem` that says so.
final class LogFeed implements Feed {
    private final LogStream lines;
    private final Grep grep;
    private boolean broken;

    LogFeed(LogStream lines, Grep grep) {
        this.lines = lines;
        this.grep = grep;
    }

    @Override
    public byte @Nullable [] next(Duration longest) throws InterruptedException {
        LogLine line = lines.next(longest);
        if (line != null) {
            return Feed.frame(null, "line", EventView.of(line));
        }
        if (!grep.exhausted() || broken) {
            return null;
        }
        broken = true;
        return Feed.frame(null, "problem", Grep.refusal().details(null));
    }

    @Override
    public boolean ended() {
        return broken || lines.closed();
    }

    @Override
    public void close() {
        lines.close();
    }
}

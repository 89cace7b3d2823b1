package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Lines as frames.
record LogFeed(LogStream lines) implements Feed {
    @Override
    public byte @Nullable [] next(Duration longest) throws InterruptedException {
        LogLine line = lines.next(longest);
        return line == null ? null : Feed.frame(null, "line", EventView.of(line));
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

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Lines as frames. Where the expression that chooses them takes too long, the last frame is a
/// `problem` that says so.
final class LogFeed implements Feed {
    private static final int AT_ONCE = 512;

    private final LogStream lines;
    private final Grep grep;
    private boolean broken;

    LogFeed(LogStream lines, Grep grep) {
        this.lines = lines;
        this.grep = grep;
    }

    @Override
    public List<byte[]> next(Duration longest) throws InterruptedException {
        var frames = new ArrayList<byte[]>();
        LogLine line = lines.next(longest);
        while (line != null) {
            frames.add(Form.SERVER_SENT.frame(null, "line", EventView.of(line)));
            line = frames.size() < AT_ONCE ? lines.next(Duration.ZERO) : null;
        }
        if (frames.isEmpty() && grep.exhausted() && !broken) {
            broken = true;
            frames.add(Form.SERVER_SENT.frame(null, "problem", Grep.refusal().details(null)));
        }
        return frames;
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

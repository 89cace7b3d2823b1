package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.launcher.text.Paint;
import dev.reeve.supervisor.launcher.text.Prefix;
import dev.reeve.supervisor.launcher.text.Terminal;
import dev.reeve.supervisor.launcher.text.Words;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Shows what services write, each line after its service's name. Goes on when nobody reads it.
final class ServiceOutput extends Follower {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final LogStream lines;
    private final Writer writer;
    private final Prefix prefix;
    private final boolean raw;
    private final boolean colour;

    ServiceOutput(Supervisor supervisor, PrintStream out, Terminal terminal, boolean colour) {
        super("service output");
        this.lines = supervisor.followLogs(LogQuery.last(List.of(), 0));
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.raw = !terminal.present();
        this.colour = colour;
        this.prefix =
                new Prefix(
                        new Paint(colour),
                        supervisor.services().items().stream().map(ServiceSnapshot::name).toList());
    }

    /// Takes all that is there before it lets it out: one write for a burst of lines.
    @Override
    boolean take(Duration longest) throws InterruptedException {
        LogLine line = lines.next(longest);
        if (line == null) {
            return false;
        }
        try {
            for (; line != null; line = lines.next(Duration.ZERO)) {
                write(line);
            }
        } finally {
            // Also when the end interrupts it between two lines.
            flush();
        }
        return true;
    }

    @Override
    Duration pause() {
        return PAUSE;
    }

    @Override
    boolean closed() {
        return lines.closed();
    }

    @Override
    void close() {
        lines.close();
    }

    private void write(LogLine line) {
        try {
            writer.write(prefix.of(line.service()));
            writer.write(raw ? line.text() : Words.harmless(line.text(), colour));
            writer.write('\n');
        } catch (IOException nobodyReads) {
            // the lines are in the log files, too
        }
    }

    private void flush() {
        try {
            writer.flush();
        } catch (IOException nobodyReads) {
            // the lines are in the log files, too
        }
    }
}

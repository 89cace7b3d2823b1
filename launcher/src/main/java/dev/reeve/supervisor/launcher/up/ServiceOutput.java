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

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Shows what services write, each line after its service's name. Goes on when nobody reads it.
final class ServiceOutput extends Follower {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 32_000;

    private final LogStream lines;
    private final PrintStream out;
    private final StringBuilder pending = new StringBuilder();
    private final Prefix prefix;
    private final boolean raw;
    private final Stage stage;
    private final boolean colour;

    ServiceOutput(
            Supervisor supervisor,
            PrintStream out,
            Terminal terminal,
            boolean colour,
            Stage stage) {
        super("service output");
        this.stage = stage;
        this.lines = supervisor.followLogs(LogQuery.last(List.of(), 0));
        this.out = out;
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
        pending.append(prefix.of(line.service()))
                .append(raw ? line.text() : Words.harmless(line.text(), colour))
                .append('\n');
        if (pending.length() > MOST) {
            flush();
        }
    }

    /// A stream that prints tells nobody when nobody reads; the lines are in the log files, too.
    private void flush() {
        if (!pending.isEmpty()) {
            stage.aside(() -> out.print(pending));
            pending.setLength(0);
        }
    }
}

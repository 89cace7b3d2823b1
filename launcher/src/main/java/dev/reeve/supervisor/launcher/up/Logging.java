package dev.reeve.supervisor.launcher.up;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where log records of the core and of libraries go: warnings and worse to stderr, one line each,
/// the rest nowhere. What happens to services is told by events, not by the log.
public final class Logging {
    private Logging() {}

    /// Sets it up; replaces what the JDK does by itself.
    public static void quiet(PrintStream err) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        root.addHandler(new ToStderr(err));
    }

    private static final class ToStderr extends Handler {
        private final PrintStream err;
        private final SimpleFormatter formatter = new SimpleFormatter();

        ToStderr(PrintStream err) {
            this.err = err;
        }

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                Throwable thrown = record.getThrown();
                err.println(
                        "reeve: "
                                + formatter.formatMessage(record)
                                + (thrown == null ? "" : ": " + thrown));
            }
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {}
    }
}

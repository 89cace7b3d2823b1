package dev.reeve.plugin.ready.log;

import dev.reeve.supervisor.api.control.LogLine;

/// Which lines count.
public enum Stream {
    STDOUT,
    STDERR,
    BOTH;

    boolean holds(LogLine line) {
        return switch (this) {
            case STDOUT -> line.stream().equals("stdout");
            case STDERR -> line.stream().equals("stderr");
            case BOTH -> true;
        };
    }
}

package dev.reeve.supervisor.launcher.text;

import java.util.List;

/// What stands before each line of a service's output: its name, padded so that lines align.
public final class Prefix {
    private static final int WIDEST = 24;

    private final Paint paint;
    private final int width;

    /// @param names of all services whose lines will come
    public Prefix(Paint paint, List<String> names) {
        this.paint = paint;
        this.width = Math.min(WIDEST, names.stream().mapToInt(String::length).max().orElse(0));
    }

    /// The prefix for a line of this service.
    public String of(String name) {
        String padding = " ".repeat(Math.max(0, width - name.length()));
        return paint.name(name, name) + padding + " | ";
    }
}

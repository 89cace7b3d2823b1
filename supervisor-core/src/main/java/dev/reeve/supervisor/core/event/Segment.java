package dev.reeve.supervisor.core.event;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One file of the journal, and what is known of its events.
final class Segment {
    private static final String SUFFIX = ".events";

    private final Path path;
    private final List<Block> full = new ArrayList<>();
    private Block.Open open;
    private int lasting;
    private int passing;
    private boolean unreadable;

    /// @param from where in the file the first record begins
    Segment(Path path, long from) {
        this.path = path;
        open = new Block.Open(path, from);
    }

    /// Nobody knows all that it holds.
    void cannotBeRead() {
        unreadable = true;
    }

    /// The file whose first event has this number, or a higher one.
    static Path path(Path folder, long first) {
        return folder.resolve("%019d".formatted(first) + SUFFIX);
    }

    static boolean isName(String name) {
        return name.matches("\\d{19}" + SUFFIX);
    }

    /// The number of the first event of the file with this name; that event may be gone.
    static long first(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    Path path() {
        return path;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    /// How many of its events are not passing.
    int lasting() {
        return lasting;
    }

    int passing() {
        return passing;
    }

    /// @param at where its record begins
    /// @param end where its record ends
    void add(long number, Instant time, byte kind, String service, long at, long end) {
        if (open.isFull()) {
            full.add(open.block());
            open = new Block.Open(path, at);
        }
        open.add(number, time, kind, service, end);
        if (Kinds.isPassing(kind)) {
            passing++;
        } else {
            lasting++;
        }
    }

    void addBlocks(List<Block> to) {
        to.addAll(full);
        if (!open.isEmpty()) {
            to.add(open.block());
        }
    }
}

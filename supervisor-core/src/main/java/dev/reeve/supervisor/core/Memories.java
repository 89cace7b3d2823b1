package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.activity.Remembered;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.manifest.Manifest;

import java.util.ArrayList;
import java.util.List;

/// What a supervisor still knows of messages and operations before it.
final class Memories {
    private Memories() {}

    /// Reads them from the journal, if there are any. Blocks.
    static Remembered of(Journal journal, Manifest.Settings settings) {
        var events = new ArrayList<>(newest(journal, "message", settings.historyMessages()));
        // An operation is told of at its beginning and at its end.
        events.addAll(newest(journal, "thread", 2 * settings.historyThreads()));
        return Remembered.of(events);
    }

    private static List<RecordedEvent> newest(Journal journal, String type, int most) {
        int total = journal.page(new EventQuery(0, type, null, null, 1, 0)).total();
        int before = Math.max(0, total - most);
        return total == 0
                ? List.of()
                : journal.page(new EventQuery(0, type, null, null, most, before)).items();
    }
}

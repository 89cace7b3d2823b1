package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.activity.Remembered;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.manifest.Manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What a supervisor still knows of messages and operations before it.
final class Memories {
    private static final int PAGE = 1_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private Memories() {}

    /// Reads them from the journal, if there are any. Blocks.
    static Remembered of(Journal journal, Manifest.Settings settings) {
        var events = new ArrayList<>(newest(journal, "message", settings.historyMessages()));
        // An operation is told of at its beginning and at its end.
        events.addAll(newest(journal, "thread", 2 * settings.historyThreads()));
        return Remembered.of(events);
    }

    /// From the newest backward, as long as there is room for them.
    private static List<RecordedEvent> newest(Journal journal, String type, int most) {
        int end = journal.page(new EventQuery(0, type, null, null, 1, 0)).total();
        int begin = Math.max(0, end - most);
        var found = new ArrayDeque<RecordedEvent>();
        long size = 0;
        while (end > begin && size < MOST_BYTES) {
            int from = Math.max(begin, end - PAGE);
            var query = new EventQuery(0, type, null, null, end - from, from);
            for (RecordedEvent recorded : journal.page(query).items().reversed()) {
                found.addFirst(recorded);
                size +=
                        recorded.event() instanceof Event.MessageSent(var message)
                                ? message.size()
                                : 0;
            }
            end = from;
        }
        return List.copyOf(found);
    }
}

package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.RecordedEvent;

import java.util.List;

/// Where events are at one moment.
///
/// @param newest those in memory, by number
/// @param older those in files, by number; the highest numbers may be in memory, too
/// @param floors up to which number they are no longer kept
record View(List<RecordedEvent> newest, List<Block> older, Floors floors) {
    /// What lies in memory begins with this number.
    long begin() {
        return begin(newest);
    }

    static long begin(List<RecordedEvent> events) {
        return events.isEmpty() ? Long.MAX_VALUE : events.getFirst().seq();
    }
}

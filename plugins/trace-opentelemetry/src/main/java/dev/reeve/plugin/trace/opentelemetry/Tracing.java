package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.EventSubscriber;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Makes spans of what happens, and sends those that have ended. What cannot be sent is dropped:
/// what happens meanwhile is worth more than what has waited.
///
/// @param operations those that go on
record Tracing(Operations operations, Collector collector) implements EventSubscriber {
    @Override
    public EventFilter wanted() {
        return EventFilter.of(Set.of("thread", "state", "message"));
    }

    @Override
    public void accept(List<RecordedEvent> events) throws IOException, InterruptedException {
        events.forEach(operations::take);
        collector.send(operations.ended());
    }

    /// Sends what is known of the operations that go on still.
    @Override
    public void close() throws IOException {
        operations.end();
        try {
            collector.send(operations.ended());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            collector.close();
        }
    }
}

package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.EventSubscriber;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// An event subscriber that keeps its promises.
class ListenerTest extends EventSubscriberContract {
    @Override
    protected EventSubscriber subscriber(Path directory) {
        List<RecordedEvent> heard = new ArrayList<>();
        return heard::addAll;
    }

    @Override
    protected Optional<EventSubscriber> held(Path directory) {
        return Optional.of(_ -> new CountDownLatch(1).await());
    }
}

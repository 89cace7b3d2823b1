package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.spi.Activities;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// What a state producer under test has told.
public final class FakeActivities implements Activities {
    /// An operation of the producer.
    ///
    /// @param kill what cancels it
    /// @param status where it stands
    public record Operation(
            String operation,
            List<String> participants,
            Runnable kill,
            Status status,
            @Nullable String error) {}

    private final List<ActorReport> reports = new CopyOnWriteArrayList<>();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Map<String, Operation> operations = new ConcurrentSkipListMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger said = new AtomicInteger();

    /// Of a producer that has told nothing yet.
    public FakeActivities() {}

    /// What its actors have told of themselves, in order.
    public List<ActorReport> reports() {
        return List.copyOf(reports);
    }

    /// What they have said, in order.
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /// Its operations, by id.
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }

    /// How much it has told in all.
    public int count() {
        return reports.size() + messages.size() + begun.get();
    }

    @Override
    public void report(ActorReport report) {
        reports.add(report);
    }

    @Override
    public CompletableFuture<Told<Message>> say(Message.Draft draft) {
        int seq = said.incrementAndGet();
        String thread = draft.thread() == null ? "t-m" + seq : draft.thread();
        var message =
                new Message(
                        "m" + seq,
                        seq,
                        thread,
                        draft.from(),
                        draft.to(),
                        draft.payloadType(),
                        draft.payload(),
                        FakeSupervisor.BEGIN.plusSeconds(seq));
        messages.add(message);
        return CompletableFuture.completedFuture(Told.of(message));
    }

    @Override
    public String begin(String operation, List<String> participants, Runnable kill) {
        String id = "t-" + begun.incrementAndGet();
        operations.put(
                id, new Operation(operation, List.copyOf(participants), kill, Status.ACTIVE, null));
        return id;
    }

    @Override
    public void end(String thread, Status status, @Nullable String error) {
        operations.computeIfPresent(
                thread,
                (_, was) ->
                        was.status() != Status.ACTIVE
                                ? was
                                : new Operation(
                                        was.operation(),
                                        was.participants(),
                                        was.kill(),
                                        status,
                                        error));
    }
}

package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every event subscriber promises. Extend it, and supply yours.
public abstract class EventSubscriberContract {
    private static final Instant MORNING = Instant.parse("2026-01-31T08:00:00Z");
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected EventSubscriberContract() {}

    /// A subscriber that has got nothing yet, and can do what it is for.
    ///
    /// @param directory where it may write, empty at first
    protected abstract EventSubscriber subscriber(Path directory) throws Exception;

    /// A subscriber that cannot do what it is for because somebody else does not answer, where
    /// there can be such a one: it may take long, and may throw.
    protected Optional<EventSubscriber> held(Path directory) throws Exception {
        return Optional.empty();
    }

    /// A start of a service that fails at first: one event of each type, in a plausible order.
    ///
    /// @param seq the number of the first
    protected static List<RecordedEvent> story(long seq) {
        String thread = "t-" + seq;
        var message = new Message("m-" + seq, seq, thread, "web", "db", "hello", Map.of(), MORNING);
        var all = new ArrayList<RecordedEvent>();
        tell(all, seq, null, new Event.SupervisorChanged("running", "supervisor running"));
        tell(all, seq, null, new Event.PluginChanged("one", "started", null));
        tell(all, seq, thread, thread(thread, Status.ACTIVE, 0));
        tell(all, seq, thread, state(Phase.STOPPED, Phase.STARTING, Reason.Code.REQUESTED));
        tell(all, seq, thread, new Event.ActorChanged("web", Activity.PROCESSING, thread));
        tell(all, seq, thread, new Event.MessageSent(message));
        tell(all, seq, thread, new Event.HookFailed(WEB, 1, "exec", "pre_start", "exited with 1"));
        tell(all, seq, thread, state(Phase.STARTING, Phase.BACKOFF, Reason.Code.CRASHED));
        tell(all, seq, thread, state(Phase.BACKOFF, Phase.STARTING, Reason.Code.REQUESTED));
        tell(all, seq, thread, state(Phase.STARTING, Phase.RUNNING, Reason.Code.REQUESTED));
        tell(all, seq, thread, thread(thread, Status.COMPLETED, 1));
        tell(all, seq, null, new Event.HealthChanged(WEB, 1, Health.UNKNOWN, Health.HEALTHY, "ok"));
        var from = Liveness.Status.OFFLINE;
        var to = Liveness.Status.ONLINE;
        tell(all, seq, null, new Event.LivenessChanged(WEB, 1, from, to, "answers"));
        tell(all, seq, null, new Event.CredentialsRead(WEB, 1, "admin", List.of("token")));
        tell(all, seq, null, new Event.ErrorOccurred(null, null, "something is wrong"));
        tell(all, seq, null, new Event.Reloaded(true, List.of("a"), List.of(), List.of(), null));
        return all;
    }

    private static Event thread(String id, Status status, int messages) {
        return new Event.ThreadChanged(
                id, "start", status, List.of("operator", "web"), messages, null);
    }

    private static Event state(Phase from, Phase to, Reason.Code code) {
        return new Event.StateChanged(WEB, 1, from, to, Reason.of(code, code.word()));
    }

    private static void tell(
            List<RecordedEvent> all, long first, @Nullable String thread, Event event) {
        long seq = first + all.size();
        all.add(new RecordedEvent(seq, MORNING.plusMillis(seq), thread, event));
    }

    @Test
    void takesEveryTypeOfEventAtOnceAndOneByOne() throws Exception {
        try (EventSubscriber subscriber = subscriber(folder)) {
            accept(subscriber, wanted(subscriber, story(1)));
            for (RecordedEvent event : wanted(subscriber, story(101))) {
                accept(subscriber, List.of(event));
            }
        }
    }

    @Test
    void takesAGapAndWhatComesAfterIt() throws Exception {
        try (EventSubscriber subscriber = subscriber(folder)) {
            List<RecordedEvent> story = story(1);
            accept(subscriber, wanted(subscriber, story.subList(0, 5)));
            accept(subscriber, List.of(gap(6, 1_000)));
            // The rest of an operation of which the beginning was missed.
            accept(subscriber, wanted(subscriber, story(1_001).subList(5, story.size())));
            accept(subscriber, wanted(subscriber, story(2_001)));
        }
    }

    private static RecordedEvent gap(long from, long to) {
        return new RecordedEvent(to, MORNING.plusMillis(to), new Event.Gap(from, to));
    }

    @Test
    void whatItWantsDoesNotChangeAndIsKnownBeforeTheFirstEvent() throws Exception {
        try (EventSubscriber subscriber = subscriber(folder)) {
            var wanted = subscriber.wanted();
            accept(subscriber, wanted(subscriber, story(1)));
            Assertions.assertEquals(wanted, subscriber.wanted());
        }
    }

    @Test
    void anInterruptEndsACallSoon() throws Exception {
        Optional<EventSubscriber> held = held(folder);
        Assumptions.assumeTrue(held.isPresent(), "this subscriber waits for nobody");
        EventSubscriber subscriber = held.get();
        List<RecordedEvent> events = wanted(subscriber, story(1));
        Task call = Task.start("accept", () -> subscriber.accept(events));
        call.assertGoesOnFor(SHORT);
        call.interrupt();
        Assertions.assertTrue(call.endsWithin(SOON), "still goes on a second after an interrupt");
        Assertions.assertNotNull(call.failure(), "it has not done what it should");
        Task.start("close", subscriber::close).endsWithin(LONG);
    }

    @Test
    void closingAgainOrBeforeAnyEventDoesNothing() throws Exception {
        EventSubscriber subscriber = subscriber(folder);
        Task.start("close", subscriber::close).assertDoneWithin(LONG);
        Task.start("close", subscriber::close).assertDoneWithin(LONG);
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        Threads before = Threads.now();
        EventSubscriber subscriber = subscriber(folder);
        accept(subscriber, wanted(subscriber, story(1)));
        Task.start("close", subscriber::close).assertDoneWithin(LONG);
        before.assertNobodyElseAfter(SOON);
    }

    private static List<RecordedEvent> wanted(
            EventSubscriber subscriber, List<RecordedEvent> events) {
        return events.stream().filter(subscriber.wanted()::wants).toList();
    }

    private static void accept(EventSubscriber subscriber, List<RecordedEvent> events) {
        if (!events.isEmpty()) {
            Task.start("accept", () -> subscriber.accept(events)).assertDoneWithin(LONG);
        }
    }
}

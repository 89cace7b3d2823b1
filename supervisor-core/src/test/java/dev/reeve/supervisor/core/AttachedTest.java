package dev.reeve.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.Activities;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/// A program with event subscribers and state producers of its own, and a supervisor inside.
@Timeout(120)
class AttachedTest {
    @TempDir Path folder;

    private final Diary diary = new Diary();
    private final Diary.Angry angry = new Diary.Angry();
    private final Diary.Deaf deaf = new Diary.Deaf();
    private final Choir choir = new Choir();
    private final Choir.Mute mute = new Choir.Mute();
    private final Choir.Endless endless = new Choir.Endless();
    private @Nullable Embedded embedded;

    @AfterEach
    void stop() {
        deaf.end.countDown();
        endless.end.countDown();
        if (embedded != null) {
            embedded.close();
        }
    }

    /// A supervisor of one service, with these attached.
    private Supervisor start(String subscribers, String producers) throws IOException {
        Path manifest = folder.resolve("reeve.yaml");
        Files.writeString(
                manifest,
                """
                control: []
                subscribers: [%s]
                producers: [%s]
                services:
                  web: {command: [/bin/sleep, "60"], autostart: false}
                """
                        .formatted(subscribers, producers));
        var start =
                new House.Start(
                        manifest,
                        false,
                        List.of(diary, angry, deaf, choir, mute, endless),
                        List.of(),
                        null,
                        null,
                        Map.of("PATH", "/usr/bin:/bin"),
                        List.of());
        Embedded now = Embedded.start(start);
        embedded = now;
        return now.supervisor();
    }

    private void end() {
        if (embedded != null) {
            embedded.close();
            embedded = null;
        }
    }

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertTrue(condition.getAsBoolean(), "it has not come to that");
    }

    private static void startAndStop(Supervisor supervisor) throws Exception {
        assertInstanceOf(Reply.Done.class, got(supervisor.ask("web", new Request.Start())));
        assertInstanceOf(Reply.Done.class, got(supervisor.ask("web", new Request.Stop(false))));
    }

    private void assertDiaryIsWhole() {
        List<Long> numbers = diary.written.stream().map(RecordedEvent::seq).toList();
        assertEquals(LongStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
        Event last = diary.written.getLast().event();
        assertEquals("stopped", assertInstanceOf(Event.SupervisorChanged.class, last).status());
    }

    private static List<String> told(Supervisor supervisor, String about) {
        return supervisor.events(new EventQuery(0, "error", null, null, 100, 0)).items().stream()
                .map(recorded -> recorded.event().text())
                .filter(text -> text.contains(about))
                .toList();
    }

    @Test
    void aSubscriberGetsEveryEventInOrderFromTheStartToTheEnd() throws Exception {
        startAndStop(start("diary", ""));
        end();
        assertDiaryIsWhole();
        assertTrue(diary.closed.isDone());
        List<String> phases =
                diary.written.stream()
                        .filter(recorded -> recorded.event() instanceof Event.StateChanged)
                        .map(recorded -> ((Event.StateChanged) recorded.event()).to().word())
                        .toList();
        assertTrue(phases.containsAll(List.of("starting", "running", "stopped")), phases::toString);
    }

    @Test
    void oneThatThrowsIsToldOfOnceAndCostsNobodyAnything() throws Exception {
        Supervisor supervisor = start("angry, diary", "");
        startAndStop(supervisor);
        await(() -> !told(supervisor, "angry").isEmpty());
        startAndStop(supervisor);
        List<String> told = told(supervisor, "angry");
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().contains("event subscriber angry failed: not "), told::toString);
        end();
        assertDiaryIsWhole();
    }

    @Test
    void oneThatHangsHoldsUpNeitherTheOthersNorTheEnd() throws Exception {
        Supervisor supervisor = start("deaf, diary", "");
        startAndStop(supervisor);
        long before = System.nanoTime();
        end();
        var took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, took::toString);
        assertDiaryIsWhole();
    }

    @Test
    void whatAProducerTellsAppearsAmongActorsMessagesAndOperations() throws Exception {
        Supervisor supervisor = start("diary", "choir");
        Activities singers = got(choir.begun);
        singers.report(ActorReport.of("alto", Activity.PROCESSING, null));
        await(() -> supervisor.actor("choir:alto") != null);
        singers.report(ActorReport.of("bass", Activity.IDLE, null));
        String song = singers.begin("sing", List.of("alto", "bass"), () -> {});
        var draft = new Message.Draft("alto", "bass", "tone", Map.of("pitch", "a"), song);
        Message tone = got(singers.say(draft)).value();
        assertNotNull(tone);
        assertEquals("choir:alto → choir:bass", tone.from() + " → " + tone.to());
        var query = new MessageQuery(song, null, 0, 10, 0);
        assertEquals(List.of(tone), supervisor.messages(query).items());
        var own = got(singers.say(new Message.Draft("alto", "web", "cue", Map.of(), null)));
        assertNotNull(own.value());
        assertEquals("web", own.value().to());
        singers.end(song, Status.ERROR, "out of breath");
        OperationThread sung = supervisor.thread(song);
        assertNotNull(sung);
        assertEquals("sing", sung.operation());
        assertEquals(List.of("choir:alto", "choir:bass"), sung.participants());
        assertEquals("error: out of breath", sung.status().word() + ": " + sung.error());
        assertTrue(
                supervisor.threads(new ThreadQuery(Status.ERROR, null, 10, 0)).items().stream()
                        .anyMatch(thread -> thread.id().equals(song)));
        assertTrue(
                supervisor.actors().stream()
                        .map(Actor::name)
                        .toList()
                        .containsAll(List.of("choir:alto", "choir:bass", "web")));
        end();
        assertTrue(choir.closed.isDone());
        assertEquals(List.of(Status.ACTIVE, Status.ERROR), statuses(song));
    }

    private List<Status> statuses(String thread) {
        return diary.written.stream()
                .map(RecordedEvent::event)
                .filter(Event.ThreadChanged.class::isInstance)
                .map(Event.ThreadChanged.class::cast)
                .filter(changed -> changed.thread().equals(thread))
                .map(Event.ThreadChanged::status)
                .toList();
    }

    @Test
    void anOperationThatEndsAtOnceIsToldOfAtItsBeginningAndAtItsEnd() throws Exception {
        start("diary", "choir");
        Activities singers = got(choir.begun);
        String note = singers.begin("hum", List.of("alto"), () -> {});
        singers.end(note, Status.COMPLETED, null);
        end();
        assertEquals(List.of(Status.ACTIVE, Status.COMPLETED), statuses(note));
    }

    @Test
    void aKillOfItsOperationCallsTheProducer() throws Exception {
        Supervisor supervisor = start("diary", "choir");
        Activities singers = got(choir.begun);
        var silenced = new CompletableFuture<Boolean>();
        String song = singers.begin("sing", List.of("alto"), () -> silenced.complete(true));
        OperationThread killed = got(supervisor.kill(song, Cause.OPERATOR)).value();
        assertNotNull(killed);
        assertEquals(Status.KILLED, killed.status());
        assertTrue(got(silenced));
        singers.end(song, Status.COMPLETED, null);
        end();
        assertEquals(List.of(Status.ACTIVE, Status.KILLED), statuses(song));
    }

    @Test
    void aKillThatThrowsIsToldOf() throws Exception {
        Supervisor supervisor = start("diary", "choir");
        Activities singers = got(choir.begun);
        Runnable loud =
                () -> {
                    throw new IllegalStateException("the show must go on");
                };
        String song = singers.begin("sing", List.of("alto"), loud);
        assertNotNull(got(supervisor.kill(song, Cause.OPERATOR)).value());
        await(() -> !told(supervisor, "the show must go on").isEmpty());
    }

    @Test
    void oneThatCannotBeginIsToldOfAndTheOthersBegin() throws Exception {
        Supervisor supervisor = start("diary", "mute, choir");
        assertNotNull(got(choir.begun));
        await(
                () ->
                        !told(supervisor, "state producer mute failed at its start: no voice")
                                .isEmpty());
        startAndStop(supervisor);
    }

    @Test
    void oneThatDoesNotEndIsLeftAndTheOthersAreClosed() throws Exception {
        startAndStop(start("diary", "choir, endless"));
        end();
        assertTrue(choir.closed.isDone());
        assertDiaryIsWhole();
    }
}

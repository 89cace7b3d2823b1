package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.event.Occurrence;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class ChronicleTest {
    @Test
    void theStartUpIsAnOperationUntilAllIsReadyOrGivenUp() {
        var story = Story.of(service("db").ready(), service("web").after("db"));
        String up = story.up();
        story.prepared("db").spawned("db");
        assertEquals(Status.ACTIVE, thread(story, up).status());
        story.ready("db").spawned("web");
        assertEquals(Status.COMPLETED, thread(story, up).status());
        assertEquals(List.of("db", "web"), thread(story, up).participants());
        assertEquals(
                List.of(
                        "thread up db web: active",
                        "supervisor: running",
                        "db: starting, run 1 starts",
                        "actor db: processing",
                        "web: waiting, waits for db to be ready, which is starting (run 1 starts)",
                        "actor web: waiting",
                        "db: running, ready after 0 ms",
                        "actor db: idle",
                        "web: starting, run 1 starts",
                        "actor web: processing",
                        "web: running, ready after 0 ms",
                        "actor web: idle",
                        "thread up db web: completed"),
                told(story, up));
    }

    @Test
    void everyRequestIsAnOperationOfThoseWhoTakePartInIt() {
        var story = Story.of(service("db"), service("web").after("db"));
        story.take(Input.Begin.fresh(Set.of()));
        String start = story.operate(new Request.Start(), "web");
        story.spawned("db").spawned("web");
        OperationThread thread = thread(story, start);
        assertEquals(Status.COMPLETED, thread.status());
        assertEquals(List.of("db", "operator", "web"), thread.participants());
        assertEquals(1, thread.messageCount());
        var messages = story.board.messages(new MessageQuery(start, null, 0, 10, 0));
        var message = messages.items().getFirst();
        assertEquals(
                "operator web start",
                message.from() + " " + message.to() + " " + message.payloadType());
    }

    @Test
    void whatComesToNothingEndsWithItsError() {
        var story = Story.of(service("web")).begin().spawned("web");
        String restart = story.operate(new Request.Restart(), "web");
        story.exits("web", 0).spawned("web");
        assertEquals(Status.COMPLETED, thread(story, restart).status());
        String ghost = story.operate(new Request.Start(), "ghost");
        assertEquals(Status.ERROR, thread(story, ghost).status());
        assertEquals("ghost: no service is called `ghost`", thread(story, ghost).error());
    }

    @Test
    void whatEndsByItselfIsBroughtBackInAnOperationOfItsOwn() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 1);
        story.isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
        OperationThread recovery = only(story, "recover");
        assertEquals(Status.ACTIVE, recovery.status());
        story.advance(Duration.ofMinutes(1)).spawned("web");
        assertEquals(Status.COMPLETED, thread(story, recovery.id()).status());
        assertTrue(told(story, recovery.id()).contains("web: running, ready after 0 ms"));
    }

    @Test
    void whoAsksMeanwhileTakesTheRecoveryOver() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 1);
        String start = story.operate(new Request.Start(), "web");
        assertEquals(Status.KILLED, only(story, "recover").status());
        story.spawned("web");
        assertEquals(Status.COMPLETED, thread(story, start).status());
    }

    @Test
    void whatIsAskedOfNobodyIsDoneAtOnce() {
        var story = Story.of(service("web")).begin();
        String start = story.operate(new Request.Start());
        assertEquals(Status.COMPLETED, thread(story, start).status());
        assertEquals(List.of(), story.answered(start));
    }

    @Test
    void theShutdownIsTheLastOperationAndCannotBeTakenBack() {
        var story = Story.of(service("web")).begin().spawned("web").shutdown();
        OperationThread shutdown = only(story, "shutdown");
        assertEquals(List.of("web"), shutdown.participants());
        assertEquals(Reply.Kind.CONFLICT, refusal(story.kill(shutdown.id())));
        story.exits("web", 0);
        assertEquals(Status.COMPLETED, thread(story, shutdown.id()).status());
    }

    @Test
    void aKilledStartStopsWhatItIsStartingAndLeavesWhatRuns() {
        var story =
                Story.of(service("db"), service("slow").ready(), service("web").after("slow"))
                        .take(Input.Begin.fresh(Set.of("db")))
                        .spawned("db");
        String start = story.operate(new Request.Start(), "db", "web");
        story.prepared("slow").spawned("slow");
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        Told<OperationThread> killed = story.kill(start);
        assertEquals(Status.KILLED, value(killed).status());
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
        story.isIn("slow", Phase.STOPPING, Reason.Code.REQUESTED);
        story.exits("slow", 0).isIn("slow", Phase.STOPPED, Reason.Code.REQUESTED);
        var reply = assertInstanceOf(Reply.Failed.class, story.answered(start).getLast());
        assertEquals("the operation was killed by operator", reply.text());
        assertEquals(Reply.Kind.CONFLICT, refusal(story.kill(start)));
        assertEquals(Reply.Kind.UNKNOWN, refusal(story.kill("t-never")));
    }

    @Test
    void aKilledStopOfSeveralLeavesThoseThatWereNotToldYet() {
        var story =
                Story.of(service("db"), service("web").after("db"))
                        .begin()
                        .spawned("db")
                        .spawned("web");
        String stop = story.operate(new Request.Stop(false), "db", "web");
        story.isIn("web", Phase.STOPPING, Reason.Code.REQUESTED);
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.kill(stop);
        story.exits("web", 0).isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void whoRestartsAllWaitsUntilAllAreUpAgain() {
        var story =
                Story.of(
                                service("db").ready(),
                                service("api").after("db"),
                                service("web").after("api"))
                        .begin()
                        .prepared("db")
                        .spawned("db")
                        .ready("db")
                        .spawned("api")
                        .spawned("web");
        String restart = story.operate(new Request.Restart(), "db", "api", "web");
        story.exits("web", 0);
        assertEquals(Status.ACTIVE, thread(story, restart).status());
        story.exits("api", 0);
        assertEquals(Status.ACTIVE, thread(story, restart).status());
        story.exits("db", 0).prepared("db").spawned("db");
        assertEquals(Status.ACTIVE, thread(story, restart).status());
        story.ready("db").spawned("api").spawned("web");
        assertEquals(Status.COMPLETED, thread(story, restart).status(), restart);
    }

    @Test
    void aKilledRestartDoesNotStartAgain() {
        var story = Story.of(service("web")).begin().spawned("web");
        String restart = story.operate(new Request.Restart(), "web");
        story.isIn("web", Phase.STOPPING, Reason.Code.REQUESTED);
        story.kill(restart);
        story.exits("web", 0).isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
        story.advance(Duration.ofHours(1)).isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void aKilledRecoveryLeavesTheServiceStopped() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 1);
        story.kill(only(story, "recover").id());
        story.advance(Duration.ofHours(1)).isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void whatAServiceDoesFollowsItsPhase() {
        var story = Story.of(service("web").ready().restart(RestartPolicy.When.NEVER, 0)).begin();
        assertEquals(Activity.PROCESSING, does(story, "web"));
        story.prepared("web").spawned("web").ready("web");
        assertEquals(Activity.IDLE, does(story, "web"));
        story.exits("web", 1);
        assertEquals(Activity.ERROR, does(story, "web"));
        story.operate(new Request.Suspend(), "web");
        assertEquals(Activity.PAUSED, does(story, "web"));
    }

    @Test
    void nobodyIsToldTwiceOfTheSameActivity() {
        var story = Story.of(service("web")).begin().spawned("web");
        long before = story.told.stream().filter(ChronicleTest::isActor).count();
        story.operate(new Request.Start(), "web");
        assertEquals(before, story.told.stream().filter(ChronicleTest::isActor).count());
    }

    private static boolean isActor(Occurrence told) {
        return told.event() instanceof Event.ActorChanged;
    }

    private static Activity does(Story story, String service) {
        Actor actor = story.board.actor(service, "process", "", List.of());
        return actor.activity();
    }

    private static OperationThread thread(Story story, String id) {
        OperationThread thread = story.board.thread(id);
        assertNotNull(thread);
        return thread;
    }

    private static OperationThread only(Story story, String operation) {
        List<OperationThread> found =
                story.board.threads(new ThreadQuery(null, null, 100, 0)).items().stream()
                        .filter(thread -> thread.operation().equals(operation))
                        .toList();
        assertEquals(1, found.size(), operation);
        return found.getFirst();
    }

    private static <T> T value(Told<T> told) {
        assertNull(told.refusal());
        return told.value();
    }

    private static Reply.Kind refusal(Told<?> told) {
        assertNotNull(told.refusal());
        return told.refusal().kind();
    }

    private static List<String> told(Story story, String thread) {
        return story.told.stream()
                .filter(one -> thread.equals(one.thread()))
                .map(
                        one ->
                                one.event().isPassing()
                                        ? one.event().type() + " " + one.event().text()
                                        : one.event().text())
                .toList();
    }
}

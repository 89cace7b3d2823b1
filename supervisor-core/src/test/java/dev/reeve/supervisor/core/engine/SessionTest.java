package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.HealthPolicy.OnUnhealthy;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// The life of a service that has a session and no process.
class SessionTest {
    private static Liveness at(Status status) {
        return new Liveness(status, "as it looks", null);
    }

    private static Story connected(Story story) {
        return story.sees("s", new Observation.Connected(run(story), at(Status.ONLINE)));
    }

    private static Story lost(Story story, Status status) {
        return story.sees("s", new Observation.Lost(run(story), at(status)));
    }

    private static int run(Story story) {
        return story.life("s").run();
    }

    private static Phase phase(Story story) {
        return story.life("s").state().phase();
    }

    private static long connects(Story story) {
        return story.effects.stream().filter(Effect.Connect.class::isInstance).count();
    }

    private static Reason reason(Story story) {
        return Objects.requireNonNull(story.life("s").state().why());
    }

    @Test
    void manyWhoStartItAtOnceMakeOneConnection() {
        Story story = Story.of(service("s").session()).take(Input.Begin.fresh(Set.of()));
        List<CompletableFuture<List<Reply>>> asked =
                IntStream.range(0, 20).mapToObj(_ -> story.ask(new Request.Start(), "s")).toList();
        assertEquals(1, connects(story));
        connected(story);
        asked.forEach(one -> assertTrue(story.answer(one).getFirst() instanceof Reply.Done));
        assertEquals(1, connects(story));
    }

    @Test
    void whoIsNotLetInWaitsForSomeoneAndNothingIsCounted() {
        Story story = Story.of(service("s").session()).begin();
        lost(story, Status.UNAUTHORIZED);
        assertEquals(Phase.WAITING, phase(story));
        assertEquals(Reason.Code.AUTH_REQUIRED, reason(story).code());
        assertEquals(0, story.life("s").tally().attempts());
        story.advance(Duration.ofHours(1));
        assertEquals(1, connects(story));
        story.ask(new Request.Start(), "s");
        connected(story);
        assertEquals(Phase.RUNNING, phase(story));
    }

    @Test
    void whatIsMisconfiguredIsGivenUpUntilSomeoneStartsIt() {
        Story story = Story.of(service("s").session().restart(When.ALWAYS, -1)).begin();
        lost(story, Status.MISCONFIGURED);
        assertEquals(Phase.FAILED, phase(story));
        assertEquals(Reason.Code.MISCONFIGURED, reason(story).code());
        story.advance(Duration.ofHours(1));
        assertEquals(1, connects(story));
    }

    @Test
    void whatIsNotThereIsTriedAgainLaterAndLater() {
        Story story = Story.of(service("s").session().restart(When.ON_FAILURE, -1)).begin();
        for (int attempt = 1; attempt <= 4; attempt++) {
            lost(story, Status.OFFLINE);
            assertEquals(Phase.BACKOFF, phase(story));
            assertEquals(Reason.Code.UNREACHABLE, reason(story).code());
            assertEquals(attempt, story.life("s").tally().attempts());
            story.advance(Duration.ofSeconds(2));
            assertEquals(attempt + 1, connects(story));
        }
    }

    @Test
    void aLostSessionIsClosedBeforeAnotherIsOpened() {
        Story story = Story.of(service("s").session()).begin();
        connected(story);
        int first = run(story);
        lost(story, Status.OFFLINE);
        assertTrue(story.effects.contains(new Effect.Disconnect("s", first)));
        story.advance(Duration.ofSeconds(1));
        assertEquals(1, connects(story));
        story.sees("s", new Observation.Closed(first));
        assertEquals(2, connects(story));
    }

    @Test
    void aSessionThatDoesNotCloseIsGivenUpWhenItsTimeIsOver() {
        Story story = Story.of(service("s").session().stopTimeout(Duration.ofSeconds(1))).begin();
        connected(story);
        story.ask(new Request.Stop(false), "s");
        assertEquals(Phase.STOPPING, phase(story));
        story.advance(Duration.ofSeconds(2));
        assertTrue(story.effects.contains(new Effect.Kill("s", run(story))));
        story.sees("s", new Observation.Closed(run(story)));
        assertEquals(Phase.STOPPED, phase(story));
        assertEquals(Liveness.NONE, story.life("s").link().liveness());
    }

    @Test
    void itsHealthFailsAfterSeveralLooksAndThenItIsOpenedAnew() {
        Story story =
                Story.of(
                                service("s")
                                        .session()
                                        .health(Duration.ofSeconds(1), 2, OnUnhealthy.RESTART))
                        .begin();
        connected(story);
        assertEquals(Health.HEALTHY, story.life("s").vitals().health());
        looks(story, Status.OFFLINE);
        assertEquals(Phase.RUNNING, phase(story));
        story.advance(Duration.ofSeconds(1));
        looks(story, Status.OFFLINE);
        assertEquals(Phase.BACKOFF, phase(story));
        assertEquals(1, told(story, Event.HealthChanged.class));
        assertEquals(2, told(story, Event.LivenessChanged.class));
    }

    @Test
    void whoOnlyMarksItLeavesItOpen() {
        Story story =
                Story.of(service("s").session().health(Duration.ofSeconds(1), 1, OnUnhealthy.MARK))
                        .begin();
        connected(story);
        looks(story, Status.OFFLINE);
        assertEquals(Phase.RUNNING, phase(story));
        assertEquals(Health.UNHEALTHY, story.life("s").vitals().health());
    }

    @Test
    void onlyWhoNeedsItHasADeadOneReplaced() {
        Story story = Story.of(service("s").session()).begin();
        connected(story);
        story.sees("s", new Observation.Looked(run(story), at(Status.UNKNOWN), false, false));
        assertEquals(Phase.RUNNING, phase(story));
        story.sees("s", new Observation.Looked(run(story), at(Status.UNKNOWN), false, true));
        assertEquals(Phase.BACKOFF, phase(story));
    }

    @Test
    void aLookAtWhatWasNotMadeMakesNothing() {
        Story story = Story.of(service("s").session()).take(Input.Begin.fresh(Set.of()));
        var to = new CompletableFuture<Liveness>();
        story.take(new Input.LookAsked("s", true, to));
        assertTrue(story.effects.contains(new Effect.TellLiveness(to, Liveness.NONE)));
        assertEquals(0, connects(story));
    }

    @Test
    void retriesTakeTurnsAndLeaveRoomForOthers() {
        var specs =
                IntStream.range(0, 8)
                        .mapToObj(i -> service("s" + i).session().restart(When.ALWAYS, -1))
                        .toArray(Specs[]::new);
        Story story = Story.of(specs).begin();
        for (int i = 0; i < 8; i++) {
            String name = "s" + i;
            story.sees(name, new Observation.Lost(1, at(Status.OFFLINE)));
        }
        story.advance(Duration.ofSeconds(1));
        List<String> waiting =
                IntStream.range(0, 8)
                        .mapToObj(i -> "s" + i)
                        .filter(name -> story.life(name).state().phase() == Phase.WAITING)
                        .toList();
        assertEquals(List.of("s5", "s6", "s7"), waiting);
        story.sees("s0", new Observation.Lost(2, at(Status.OFFLINE)));
        assertEquals(Phase.STARTING, story.life("s5").state().phase());
        assertEquals(Phase.WAITING, story.life("s6").state().phase());
    }

    @Test
    void whatIsOpenedForOthersIsClosedAfterTheLastOfThem() {
        Story story =
                Story.of(
                                service("factory").session().manual(),
                                service("a").session().after("factory"),
                                service("b").session().after("factory"))
                        .take(Input.Begin.fresh(Set.of("a", "b")));
        story.sees("factory", new Observation.Connected(1, at(Status.ONLINE)));
        story.sees("a", new Observation.Connected(1, at(Status.ONLINE)));
        story.sees("b", new Observation.Connected(1, at(Status.ONLINE)));
        story.ask(new Request.Stop(false), "a");
        story.sees("a", new Observation.Closed(1));
        assertEquals(Phase.RUNNING, story.life("factory").state().phase());
        story.ask(new Request.Stop(false), "b");
        assertEquals(Phase.RUNNING, story.life("factory").state().phase());
        story.sees("b", new Observation.Closed(1));
        assertEquals(Phase.STOPPING, story.life("factory").state().phase());
        story.sees("factory", new Observation.Closed(1));
        assertEquals(Phase.STOPPED, story.life("factory").state().phase());
        story.ask(new Request.Start(), "b");
        assertEquals(Phase.STARTING, story.life("factory").state().phase());
    }

    private static void looks(Story story, Status status) {
        story.sees("s", new Observation.Looked(run(story), at(status), true, false));
    }

    private static long told(Story story, Class<? extends Event> kind) {
        return story.events.stream().filter(kind::isInstance).count();
    }
}

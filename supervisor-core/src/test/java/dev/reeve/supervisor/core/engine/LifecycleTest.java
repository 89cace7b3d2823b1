package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.ReadyPolicy.OnTimeout;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class LifecycleTest {
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    @Test
    void withoutAReadyStrategyToBeSpawnedIsToBeReady() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
        assertEquals(List.of(Phase.STARTING, Phase.RUNNING), story.visited("web"));
    }

    @Test
    void whatOthersWaitForMustHaveLivedAMomentToBeReady() {
        var story = Story.of(service("db").settles(), service("web").after("db")).begin();
        story.spawned("db").isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.advance(Duration.ofMillis(49)).isIn("db", Phase.STARTING, Reason.Code.REQUESTED);
        story.advance(Duration.ofMillis(1)).isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void whatEndsInItsFirstMomentNeverLetsOthersStart() {
        var story = Story.of(service("db").settles(), service("web").after("db")).begin();
        story.spawned("db").exits("db", 1).isIn("db", Phase.BACKOFF, Reason.Code.CRASHED);
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
    }

    @Test
    void withAReadyStrategyItIsStartingUntilThatSaysSo() {
        var story = Story.of(service("web").ready()).begin().prepared("web").spawned("web");
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        story.ready("web").isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void aCrashLoopBacksOffAndIsGivenUp() {
        var story = Story.of(service("web").restart(When.ALWAYS, 6)).begin();
        for (int i = 0; i < 6; i++) {
            story.spawned("web").exits("web", 3).isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
            story.advance(Duration.ofSeconds(1));
        }
        story.spawned("web").exits("web", 3).isIn("web", Phase.FAILED, Reason.Code.RESTART_LIMIT);
        Reason reason = story.life("web").state().why();
        assertEquals(new Exit.Code(3), reason.exit());
        assertTrue(reason.text().contains("6"), reason.text());
        assertEquals(6, story.life("web").tally().restarts());
    }

    @Test
    void theWaitsOfABackoffGrowByTheFactorUpToTheMost() {
        var policy = service("web").spec().restart().backoff();
        var waits =
                List.of(1, 2, 3, 4, 5).stream()
                        .map(attempt -> RestartDecision.delay(policy, attempt, 0.5).toMillis())
                        .toList();
        assertEquals(List.of(200L, 400L, 800L, 1000L, 1000L), waits);
    }

    @Test
    void attemptsAreForgottenOnlyAfterAStableRun() {
        var story = Story.of(service("web").restart(When.ALWAYS, 2)).begin();
        story.spawned("web").exits("web", 1).advance(Duration.ofMillis(200)).spawned("web");
        assertEquals(1, story.life("web").tally().attempts());
        story.advance(Duration.ofSeconds(59));
        assertEquals(1, story.life("web").tally().attempts());
        story.advance(Duration.ofSeconds(1));
        assertEquals(0, story.life("web").tally().attempts());
    }

    @Test
    void aGoodEndRestsAndIsNoLongerWanted() {
        var story = Story.of(service("once")).begin().spawned("once").exits("once", 0);
        story.isIn("once", Phase.STOPPED, Reason.Code.EXITED);
        assertEquals("STOPPED", story.life("once").desired().name());
    }

    @Test
    void aBadEndThatIsNotToBeRestartedHasFailed() {
        var story = Story.of(service("web").restart(When.NEVER, 0)).begin();
        story.spawned("web").exits("web", 7).isIn("web", Phase.FAILED, Reason.Code.CRASHED);
    }

    @Test
    void aStopAsksFirstThenKills() {
        var story = Story.of(service("web")).begin().spawned("web");
        var answer = story.ask(new Request.Stop(false), "web");
        story.isIn("web", Phase.STOPPING, Reason.Code.REQUESTED);
        assertEquals(1, story.wanted(Effect.SendSignal.class, "web"));
        story.advance(Duration.ofSeconds(4));
        assertEquals(0, story.wanted(Effect.Kill.class, "web"));
        story.advance(Duration.ofSeconds(1));
        assertEquals(1, story.wanted(Effect.Kill.class, "web"));
        assertEquals(List.of(), story.answer(answer));
        story.sees(
                "web",
                new Observation.Ended(
                        1, new Exit.Killed(dev.reeve.supervisor.api.model.Signal.KILL), false));
        story.isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
        assertInstanceOf(Reply.Done.class, story.answer(answer).getFirst());
    }

    @Test
    void whatNotEvenKillEndsIsUnkillableAndNeverDoubled() {
        var story = Story.of(service("web")).begin().spawned("web");
        var answer = story.ask(new Request.Stop(true), "web");
        story.advance(Duration.ofSeconds(5)).isIn("web", Phase.FAILED, Reason.Code.UNKILLABLE);
        assertInstanceOf(Reply.Failed.class, story.answer(answer).getFirst());
        story.ask(new Request.Start(), "web");
        assertEquals(1, story.life("web").run());
        story.exits("web", 0);
        story.ask(new Request.Start(), "web");
        assertEquals(2, story.life("web").run());
    }

    @Test
    void aServiceIsStoppedOnlyWhenNothingOfItLives() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.ask(new Request.Stop(false), "web");
        story.exitsLeavingSomething("web", 0).isIn("web", Phase.STOPPING, Reason.Code.REQUESTED);
        story.emptied("web").isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void aCrashThatLeavesSomethingStartsAgainOnlyWhenThatIsGone() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.exitsLeavingSomething("web", 1).isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
        story.advance(Duration.ofSeconds(1));
        assertEquals(1, story.life("web").run());
        story.emptied("web");
        assertEquals(2, story.life("web").run());
    }

    @Test
    void aStopDuringTheSpawnEndsThatRun() {
        var story = Story.of(service("web")).begin();
        story.ask(new Request.Stop(false), "web");
        story.isIn("web", Phase.STOPPING, Reason.Code.REQUESTED).spawned("web");
        assertEquals(1, story.wanted(Effect.SendSignal.class, "web"));
        story.exits("web", 0).isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void aStartWhileStoppingComesAfterTheStop() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.ask(new Request.Stop(false), "web");
        story.ask(new Request.Start(), "web");
        story.exits("web", 0).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        assertEquals(2, story.life("web").run());
    }

    @Test
    void whatAnOlderRunSaysIsDropped() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 1);
        story.advance(Duration.ofMillis(200)).spawned("web");
        story.sees("web", new Observation.Ended(1, new Exit.Code(1), false));
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void notReadyInTimeIsEndedAndTriedAgain() {
        var story = Story.of(service("web").ready()).begin().prepared("web").spawned("web");
        story.advance(Duration.ofSeconds(10)).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        assertEquals(1, story.wanted(Effect.StopAsking.class, "web"));
        story.advance(LAST_WORDS).isIn("web", Phase.BACKOFF, Reason.Code.READY_TIMEOUT);
        assertEquals(1, story.wanted(Effect.SendSignal.class, "web"));
        story.advance(Duration.ofSeconds(1));
        assertEquals(1, story.life("web").run());
        story.exits("web", 0);
        assertEquals(2, story.life("web").run());
    }

    @Test
    void whatItsStrategySawLastIsPartOfTheReason() {
        var story = Story.of(service("web").ready()).begin().prepared("web").spawned("web");
        story.advance(Duration.ofSeconds(10));
        story.sees("web", new Observation.ReadyFailed(1, "tcp: port 80 is held by process 7"));
        story.isIn("web", Phase.BACKOFF, Reason.Code.READY_TIMEOUT);
        String text = story.life("web").state().why().text();
        assertTrue(text.startsWith("not ready within 10 s: tcp: port 80 is held by"), text);
    }

    @Test
    void notReadyInTimeFailsWhereThePolicySaysSo() {
        var slow = service("web").ready(Duration.ofSeconds(1), OnTimeout.FAIL);
        var story = Story.of(slow).begin().prepared("web").spawned("web");
        story.advance(Duration.ofSeconds(1).plus(LAST_WORDS)).exits("web", 0);
        story.isIn("web", Phase.FAILED, Reason.Code.READY_TIMEOUT);
    }

    @Test
    void notReadyInTimeStopsEverythingWhereThePolicySaysSo() {
        var slow = service("web").ready(Duration.ofSeconds(1), OnTimeout.STOP_ALL);
        var story =
                Story.of(slow, service("db")).begin().spawned("db").prepared("web").spawned("web");
        story.advance(Duration.ofSeconds(1).plus(LAST_WORDS)).exits("web", 0).exits("db", 0);
        assertEquals(new Effect.Exit(1, false), story.effects.getLast());
    }

    @Test
    void noProgramIsAFailureAndNotTriedAgain() {
        var story = Story.of(service("web")).begin();
        story.sees("web", new Observation.SpawnFailed(1, "no such file", false));
        story.isIn("web", Phase.FAILED, Reason.Code.SPAWN_FAILED);
        assertEquals("no such file", story.life("web").times().lastError());
    }

    @Test
    void noRoomForAProcessIsTriedAgain() {
        var story = Story.of(service("web")).begin();
        story.sees("web", new Observation.SpawnFailed(1, "too many processes", true));
        story.isIn("web", Phase.BACKOFF, Reason.Code.SPAWN_FAILED);
    }

    @Test
    void aPreStartThatFailsIsAFailureAndNothingIsSpawned() {
        var story = Story.of(service("web").hooks()).begin();
        var reason = Reason.of(Reason.Code.HOOK_FAILED, "hook audit failed");
        story.sees("web", new Observation.PrepareFailed(1, reason));
        story.isIn("web", Phase.FAILED, Reason.Code.HOOK_FAILED);
        assertEquals(0, story.wanted(Effect.Spawn.class, "web"));
    }

    @Test
    void hooksAreCalledInOneOrderForEveryRun() {
        var story = Story.of(service("web").hooks().restart(When.ALWAYS, 3)).begin();
        story.prepared("web").spawned("web").exits("web", 1).advance(Duration.ofMillis(200));
        story.prepared("web").spawned("web");
        var moments =
                story.effects.stream()
                        .filter(Effect.CallHooks.class::isInstance)
                        .flatMap(effect -> ((Effect.CallHooks) effect).moments().stream())
                        .toList();
        assertEquals(
                List.of(
                        Moment.POST_START,
                        Moment.ON_SHUTDOWN,
                        Moment.POST_START,
                        Moment.ON_RESTART),
                moments);
    }

    @Test
    void aDependentWaitsUntilItsDependencyIsReady() {
        var story = Story.of(service("db").ready(), service("web").after("db")).begin();
        story.prepared("db").spawned("db").isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.ready("db").isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aDependentOfCompletedWaitsForTheGoodEnd() {
        var story =
                Story.of(
                                service("init"),
                                service("web")
                                        .after("init", Condition.COMPLETED_SUCCESSFULLY, true))
                        .begin()
                        .spawned("init");
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.exits("init", 0).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aDependencyThatIsNotRequiredIsPassedOverWhenItHasFailed() {
        var story =
                Story.of(
                                service("cache").restart(When.NEVER, 0).ready(),
                                service("web").after("cache", Condition.READY, false))
                        .begin();
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.prepared("cache").spawned("cache").exits("cache", 1);
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aDependencyThatDiesLeavesItsDependentsRunning() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").exits("db", 1);
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void startingAServiceStartsWhatItRequires() {
        var story = Story.of(service("db"), service("web").after("db"));
        story.take(Input.Begin.fresh(new java.util.LinkedHashSet<>()));
        story.ask(new Request.Start(), "web");
        story.isIn("db", Phase.STARTING, Reason.Code.REQUESTED);
        story.spawned("db").isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aStartThatWaitsForAFailedDependencyIsAnsweredWithTheCause() {
        var story = Story.of(service("db").restart(When.NEVER, 0), service("web").after("db"));
        story.take(Input.Begin.fresh(new java.util.LinkedHashSet<>()));
        var answer = story.ask(new Request.Start(), "web");
        story.sees("db", new Observation.SpawnFailed(1, "no such file", false));
        var reply = assertInstanceOf(Reply.Failed.class, story.answer(answer).getFirst());
        assertTrue(
                reply.text().contains("db") && reply.text().contains("no such file"), reply.text());
    }

    @Test
    void noMoreThanTheRoomAllowsAreStartingAtOneTime() {
        var story = Story.withRoomFor(1, service("a").ready(), service("b").ready()).begin();
        story.isIn("b", Phase.WAITING, Reason.Code.CAPACITY);
        story.prepared("a").spawned("a").ready("a");
        story.isIn("b", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void ashutdownGoesInReverseOrder() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").shutdown();
        story.isIn("web", Phase.STOPPING, Reason.Code.SHUTDOWN);
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.exits("web", 0).isIn("db", Phase.STOPPING, Reason.Code.SHUTDOWN);
        story.exits("db", 0);
        assertEquals(new Effect.Exit(0, false), story.effects.getLast());
    }

    @Test
    void aStopOfOneLeavesItsDependentsAndSaysWhoTheyAre() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web");
        var answer = story.ask(new Request.Stop(false), "db");
        story.exits("db", 0);
        var done = assertInstanceOf(Reply.Done.class, story.answer(answer).getFirst());
        assertTrue(done.note().contains("web"), done.note());
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void aRestartOfTwoStopsInReverseAndStartsInOrder() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web");
        var answer = story.ask(new Request.Restart(), "db", "web");
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.exits("web", 0).exits("db", 0);
        story.isIn("db", Phase.STARTING, Reason.Code.REQUESTED);
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.spawned("db").spawned("web");
        assertEquals(2, story.answer(answer).size());
        assertTrue(story.answer(answer).stream().allMatch(Reply.Done.class::isInstance));
    }

    @Test
    void oneUnknownNameOfSeveralAndNothingIsTouched() {
        var story = Story.of(service("a")).begin().spawned("a");
        var answer = story.ask(new Request.Restart(), "a", "ghost");
        var refused = assertInstanceOf(Reply.Refused.class, story.answer(answer).getFirst());
        assertEquals("ghost", refused.service());
        story.isIn("a", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void anEssentialServiceThatHasEndedStopsEverythingWithItsCode() {
        var story =
                Story.of(service("keep"), service("boom").restart(When.NEVER, 0).essential())
                        .begin();
        story.spawned("keep").spawned("boom").exits("boom", 7);
        story.isIn("keep", Phase.STOPPING, Reason.Code.SHUTDOWN);
        story.exits("keep", 0);
        assertEquals(new Effect.Exit(7, false), story.effects.getLast());
    }

    @Test
    void itEndsWhenIdleWhereThatIsWanted() {
        var story = Story.thatEndsWhenIdle(service("once")).begin().spawned("once");
        story.exits("once", 0);
        assertEquals(new Effect.Exit(0, false), story.effects.getLast());
    }

    @Test
    void whatIsSuspendedWaitsUntilItIsResumed() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.ask(new Request.Suspend(), "web");
        story.exits("web", 0).isIn("web", Phase.WAITING, Reason.Code.PAUSED);
        story.ask(new Request.Resume(), "web");
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aStartOfWhatRunsChangesNothing() {
        var story = Story.of(service("web")).begin().spawned("web");
        var answer = story.ask(new Request.Start(), "web");
        assertEquals(
                List.of(new Reply.Done("web", false, Phase.RUNNING, null)), story.answer(answer));
    }

    @Test
    void aStopOfWhatRestsChangesNothing() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.ask(new Request.Stop(false), "web");
        story.exits("web", 0);
        var answer = story.ask(new Request.Stop(false), "web");
        var done = assertInstanceOf(Reply.Done.class, story.answer(answer).getFirst());
        assertEquals(false, done.changed());
    }

    @Test
    void aStopDuringABackoffWithLeftoversWaitsForThem() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.exitsLeavingSomething("web", 1);
        var answer = story.ask(new Request.Stop(false), "web");
        story.isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
        assertEquals(List.of(), story.answer(answer));
        story.emptied("web").isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
        assertInstanceOf(Reply.Done.class, story.answer(answer).getFirst());
    }

    @Test
    void everyChangeOfPhaseIsAnEvent() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 0);
        var changes = story.events.stream().filter(Event.StateChanged.class::isInstance).count();
        assertEquals(3, changes);
    }

    @Test
    void whatIsSuspendedStaysSoWhoeverRequiresIt() {
        var story = Story.of(service("db"), service("web").after("db")).begin().spawned("db");
        story.exitsLeavingSomething("db", 1).ask(new Request.Suspend(), "db");
        story.ask(new Request.Start(), "web");
        story.emptied("db").advance(Duration.ofSeconds(5));
        story.isIn("db", Phase.WAITING, Reason.Code.PAUSED);
    }

    @Test
    void whatIsToBeStoppedInItsTurnDoesNotComeUpOnceMoreBeforeThat() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").ask(new Request.Stop(false), "db", "web");
        story.exitsLeavingSomething("db", 1).advance(Duration.ofSeconds(2)).emptied("db");
        story.isIn("db", Phase.STOPPED, Reason.Code.REQUESTED);
        assertEquals(1, story.life("db").run());
    }

    @Test
    void aSignalDoesNotTakeBackARestart() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").ask(new Request.Restart(), "db", "web");
        story.ask(new Request.SendSignal(Signal.HUP), "web");
        story.exits("web", 0).exits("db", 0).spawned("db").spawned("web");
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void whoeverIsWantedOtherwiseHoldsNobodyUp() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").ask(new Request.Restart(), "db", "web");
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.ask(new Request.Start(), "web");
        story.isIn("db", Phase.STOPPING, Reason.Code.REQUESTED);
    }
}

package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.HealthPolicy.OnUnhealthy;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Services that are asked for their health, and that say of themselves how they fare.
class HealthTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static Specs asked(OnUnhealthy then) {
        return service("web").health(INTERVAL, 2, then);
    }

    @Test
    void itIsAskedAsSoonAsItRunsAndThenAtItsInterval() {
        var story = Story.of(asked(OnUnhealthy.MARK)).begin().spawned("web");
        assertEquals(1, story.wanted(Effect.CheckHealth.class, "web"));
        assertEquals(Health.CHECKING, story.life("web").vitals().health());
        story.advance(INTERVAL.multipliedBy(3));
        assertEquals(1, story.wanted(Effect.CheckHealth.class, "web"), "one at a time");
        story.looks("web", Health.HEALTHY).advance(INTERVAL);
        assertEquals(2, story.wanted(Effect.CheckHealth.class, "web"));
        assertEquals(Health.HEALTHY, story.life("web").vitals().health());
        assertNotNull(story.life("web").vitals().healthyAt());
    }

    @Test
    void onlyFailuresInARowMakeItUnhealthyAndEachChangeIsToldOnce() {
        var story = Story.of(asked(OnUnhealthy.MARK)).begin().spawned("web");
        story.looks("web", Health.HEALTHY).looks("web", Health.UNHEALTHY);
        story.looks("web", Health.HEALTHY).looks("web", Health.UNHEALTHY);
        assertEquals(List.of(), story.healthEvents("web"));
        story.looks("web", Health.UNHEALTHY).looks("web", Health.UNHEALTHY);
        assertEquals(List.of("healthy-unhealthy"), story.healthEvents("web"));
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
        story.looks("web", Health.HEALTHY).looks("web", Health.HEALTHY);
        assertEquals(List.of("healthy-unhealthy", "unhealthy-healthy"), story.healthEvents("web"));
    }

    @Test
    void anUnhealthyOneIsRestartedAsIfItHadCrashedAndIsAskedOn() {
        var story = Story.of(asked(OnUnhealthy.RESTART)).begin().spawned("web");
        story.looks("web", Health.UNHEALTHY).looks("web", Health.UNHEALTHY);
        story.isIn("web", Phase.BACKOFF, Reason.Code.UNHEALTHY);
        assertEquals(1, story.life("web").tally().attempts());
        assertEquals(1, story.wanted(Effect.SendSignal.class, "web"));
        story.exits("web", 0).advance(Duration.ofSeconds(1)).spawned("web");
        assertEquals(2, story.life("web").run());
        assertEquals(2, story.wanted(Effect.CheckHealth.class, "web"));
        story.looks("web", Health.HEALTHY);
        assertEquals(List.of("unknown-unhealthy", "unhealthy-healthy"), story.healthEvents("web"));
    }

    @Test
    void whatStaysUnhealthyIsGivenUpInTheEnd() {
        var story = Story.of(asked(OnUnhealthy.RESTART)).begin();
        for (int run = 1; run <= 4; run++) {
            story.spawned("web").looks("web", Health.UNHEALTHY).looks("web", Health.UNHEALTHY);
            story.exits("web", 0).advance(Duration.ofSeconds(2));
        }
        story.isIn("web", Phase.FAILED, Reason.Code.RESTART_LIMIT);
        assertEquals(List.of("unknown-unhealthy"), story.healthEvents("web"));
    }

    @Test
    void anAnswerAboutAnOlderRunIsDropped() {
        var story = Story.of(asked(OnUnhealthy.MARK)).begin().spawned("web");
        story.exits("web", 1).advance(Duration.ofSeconds(1)).spawned("web");
        var late = new dev.reeve.supervisor.api.spi.HealthCheck.Answer(Health.HEALTHY, "late");
        story.sees("web", new Message.Observation.HealthSeen(1, late, true));
        assertEquals(Health.CHECKING, story.life("web").vitals().health());
    }

    @Test
    void whoWaitsForHealthStartsWhenACheckHasPassed() {
        var story =
                Story.of(
                                asked(OnUnhealthy.MARK),
                                service("app").after("web", Condition.HEALTHY, true))
                        .begin()
                        .spawned("web");
        story.isIn("app", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.looks("web", Health.HEALTHY).isIn("app", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void whatIsPausedIsNotAskedUntilItIsResumed() {
        var story = Story.of(asked(OnUnhealthy.MARK)).begin().spawned("web");
        story.ask(new Request.PauseHealth(), "web");
        story.looks("web", Health.HEALTHY).advance(INTERVAL.multipliedBy(5));
        assertEquals(1, story.wanted(Effect.CheckHealth.class, "web"));
        story.ask(new Request.ResumeHealth(), "web");
        assertEquals(2, story.wanted(Effect.CheckHealth.class, "web"));
    }

    @Test
    void aLookOnDemandCountsAndLeavesTheRegularOnesAlone() {
        var story = Story.of(asked(OnUnhealthy.MARK)).begin().spawned("web");
        story.looks("web", Health.HEALTHY);
        var to = new CompletableFuture<HealthAnswer>();
        story.take(new Input.CheckAsked("web", to));
        assertEquals(2, story.wanted(Effect.CheckHealth.class, "web"));
        var bad = new dev.reeve.supervisor.api.spi.HealthCheck.Answer(Health.UNHEALTHY, "no");
        story.sees("web", new Message.Observation.HealthSeen(1, bad, false));
        assertEquals(1, story.life("web").vitals().failures());
        story.advance(INTERVAL);
        assertEquals(3, story.wanted(Effect.CheckHealth.class, "web"));
    }

    @Test
    void whatDoesNotRunIsNotAskedAndSaysSo() {
        var story = Story.of(asked(OnUnhealthy.MARK));
        var to = new CompletableFuture<HealthAnswer>();
        story.take(new Input.CheckAsked("web", to));
        var told = (Effect.TellHealth) story.effects.getLast();
        assertEquals(Health.UNKNOWN, told.answer().health());
        story.take(new Input.CheckAsked("ghost", new CompletableFuture<>()));
        assertNull(((Effect.TellHealth) story.effects.getLast()).answer());
    }

    @Test
    void whatFallsSilentIsRestarted() {
        var story = Story.of(service("web").ready()).begin().prepared("web").spawned("web");
        story.says("web", new Report.Watchdog(Duration.ofSeconds(10))).ready("web");
        story.advance(Duration.ofSeconds(9)).says("web", new Report.Alive());
        story.advance(Duration.ofSeconds(9)).isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
        story.advance(Duration.ofSeconds(1)).isIn("web", Phase.BACKOFF, Reason.Code.UNHEALTHY);
        assertEquals(List.of("healthy-unhealthy"), story.healthEvents("web"));
    }

    @Test
    void whatItSaysOfItselfIsKeptForAsLongAsItRuns() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.says("web", new Report.Status("serving 3 clients"));
        assertEquals("serving 3 clients", story.life("web").vitals().words());
        story.exits("web", 1).advance(Duration.ofSeconds(1)).spawned("web");
        assertNull(story.life("web").vitals().words());
    }

    @Test
    void whatAsksForMoreTimeGetsIt() {
        var story = Story.of(service("web").ready()).begin().prepared("web").spawned("web");
        story.advance(Duration.ofSeconds(9));
        story.says("web", new Report.MoreTime(Duration.ofSeconds(20)));
        story.advance(Duration.ofSeconds(15)).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        story.ready("web").ask(new Request.Stop(false), "web");
        story.says("web", new Report.MoreTime(Duration.ofSeconds(20)));
        story.advance(Duration.ofSeconds(15));
        assertEquals(0, story.wanted(Effect.Kill.class, "web"));
        story.advance(Duration.ofSeconds(5));
        assertEquals(1, story.wanted(Effect.Kill.class, "web"));
    }

    @Test
    void whatCannotDoWithoutAnotherEndsWithItAndComesBackWithIt() {
        var story = Story.of(service("db"), service("app").with("db")).begin();
        story.spawned("db").spawned("app").exits("db", 1);
        story.isIn("app", Phase.STOPPING, Reason.Code.DEPENDENCY).exits("app", 0);
        story.isIn("app", Phase.WAITING, Reason.Code.DEPENDENCY);
        assertEquals(0, story.life("app").tally().attempts());
        story.advance(Duration.ofSeconds(1)).spawned("db").spawned("app");
        story.isIn("app", Phase.RUNNING, Reason.Code.REQUESTED);
        assertEquals(2, story.life("app").run());
    }
}

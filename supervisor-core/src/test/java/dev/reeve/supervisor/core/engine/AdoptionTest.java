package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Life.Tally;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.kernel.AdoptRequest;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Runs that a supervisor has left, as the one after it meets them.
class AdoptionTest {
    private static final Instant THEN = Instant.parse("2025-12-31T23:00:00Z");

    private static Ask.Found found(boolean ready, boolean keep) {
        var request = new AdoptRequest(4711, 99, THEN, "instance:web:7:1");
        return new Ask.Found(new Tally(7, 1, 2, 1), ready, keep, false, request);
    }

    private static Story begin(Story story, Ask.Found left, Map<String, Desired> kept) {
        return story.take(new Input.Begin(Set.of("web"), kept, Map.of("web", left)));
    }

    private static Story taken(Story story) {
        return story.sees("web", new Observation.Spawned(7, 4711));
    }

    @Test
    void whatMayBeKeptRunsOnAsTheRunItWas() {
        var story = begin(Story.of(service("web").adopted()), found(true, true), Map.of());
        assertEquals(1, story.wanted(Effect.Adopt.class, "web"));
        taken(story).isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
        assertEquals(7, story.life("web").run());
        assertEquals(THEN, story.life("web").times().startedAt());
        assertEquals(0, story.wanted(Effect.Spawn.class, "web"));
        story.exits("web", 1);
        story.isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
        assertEquals(2, story.life("web").tally().attempts());
    }

    @Test
    void whatWasNotReadyYetIsAskedAgain() {
        var story = begin(Story.of(service("web").adopted().ready()), found(false, true), Map.of());
        taken(story).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        story.ready("web").isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void whatMayNotBeKeptIsEndedBeforeItIsStartedAgain() {
        var story = begin(Story.of(service("web")), found(true, false), Map.of());
        taken(story).isIn("web", Phase.STOPPING, Reason.Code.REQUESTED);
        assertEquals(1, story.wanted(Effect.SendSignal.class, "web"));
        assertEquals(0, story.wanted(Effect.Spawn.class, "web"));
        story.sees("web", new Observation.Ended(7, new Exit.Unseen(), false));
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        assertEquals(8, story.life("web").run());
        assertEquals(1, story.wanted(Effect.Spawn.class, "web"));
    }

    @Test
    void whatHasEndedUnseenIsAFailureAsThePolicySeesIt() {
        var story = begin(Story.of(service("web").adopted()), found(true, true), Map.of());
        story.sees("web", new Observation.SpawnFailed(7, "not there", false));
        story.isIn("web", Phase.BACKOFF, Reason.Code.CRASHED);
        assertTrue(story.life("web").state().why().text().contains("nobody saw how"));
        var never = Story.of(service("web").adopted().restart(When.NEVER, 0));
        begin(never, found(true, true), Map.of());
        never.sees("web", new Observation.SpawnFailed(7, "not there", false));
        never.isIn("web", Phase.FAILED, Reason.Code.CRASHED);
    }

    @Test
    void whatWasSuspendedStaysSo() {
        var story = Story.of(service("web"));
        story.take(new Input.Begin(Set.of("web"), Map.of("web", Desired.SUSPENDED), Map.of()));
        story.isIn("web", Phase.WAITING, Reason.Code.PAUSED);
        assertEquals(0, story.wanted(Effect.Spawn.class, "web"));
    }

    @Test
    void whatSomeoneHasStoppedIsNotStartedByACrashOfTheSupervisor() {
        var story = Story.of(service("web"));
        story.take(new Input.Begin(Set.of("web"), Map.of("web", Desired.STOPPED), Map.of()));
        story.isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void aSuccessorFindsWhatItCanTakeOverAndNothingElse() {
        var story = Story.of(service("web").adopted(), service("db")).begin();
        story.spawned("web").spawned("db");
        story.take(new Input.HandOver(Reason.of(Reason.Code.SHUTDOWN, "another takes over")));
        story.isIn("db", Phase.STOPPING, Reason.Code.SHUTDOWN);
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED).exits("db", 0);
        assertEquals(new Effect.Exit(0, true), story.effects.getLast());
        assertEquals(0, story.wanted(Effect.SendSignal.class, "web"));
    }

    @Test
    void whatIsTakenOverKeepsNobodyFromTheRoomThatItGivesBack() {
        var story =
                Story.withRoomFor(
                        1, service("web").adopted().ready(), service("db").ready(), service("app"));
        var left = Map.of("web", found(false, true));
        story.take(new Input.Begin(Set.of("web", "db"), Map.of(), left));
        story.prepared("db");
        taken(story).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        story.ask(new Request.Start(), "app");
        story.isIn("app", Phase.WAITING, Reason.Code.CAPACITY);
        story.spawned("db").ready("db").isIn("app", Phase.WAITING, Reason.Code.CAPACITY);
        story.ready("web").isIn("app", Phase.STARTING, Reason.Code.REQUESTED);
    }
}

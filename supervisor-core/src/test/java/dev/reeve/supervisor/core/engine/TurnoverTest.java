package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.plan.Changes;
import dev.reeve.supervisor.core.plan.Changes.Renewal;
import dev.reeve.supervisor.core.plan.How;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Services that come, change and go while others run on.
class TurnoverTest {
    private static Specs other(String name) {
        return service(name).running("/bin/other");
    }

    private static List<String> command(Life life) {
        return ((Work.ChildProcess) life.spec().work()).command();
    }

    @Test
    void whatNeedsNoRestartHoldsAtOnceAndTheRunGoesOn() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.change(Changes.renewing(service("web").describedAs("shop").plan(), How.IN_PLACE));
        assertEquals(1, story.life("web").run());
        assertEquals("shop", story.life("web").spec().description());
        assertFalse(story.life("web").drift());
    }

    @Test
    void whatHasChangedIsEndedByItsOldDefinitionAndStartedByTheNewOne() {
        var story = Story.of(service("web"), service("db")).begin().spawned("web").spawned("db");
        var to = story.change(Changes.renewing(other("web").plan(), How.ANEW));
        story.isIn("web", Phase.STOPPING, Reason.Code.RELOADED);
        assertEquals(List.of("/bin/true"), command(story.life("web")));
        assertTrue(story.life("web").drift());
        assertTrue(story.applied(to).isEmpty(), "it is not applied yet");
        story.exits("web", 0).isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
        assertEquals(List.of("/bin/other"), command(story.life("web")));
        assertFalse(story.life("web").drift());
        story.spawned("web");
        assertNull(story.applied(to).orElseThrow().refusal());
        assertEquals(1, story.life("db").run());
    }

    @Test
    void ofSeveralThatHaveChangedWhoDependsOnAnotherEndsFirst() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web");
        story.change(
                new Changes(
                        List.of(),
                        List.of(
                                new Renewal(other("db").plan(), How.ANEW),
                                new Renewal(other("web").after("db").plan(), How.ANEW)),
                        Set.of()));
        story.isIn("web", Phase.STOPPING, Reason.Code.RELOADED);
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
        story.exits("web", 0).isIn("db", Phase.STOPPING, Reason.Code.RELOADED);
        assertEquals(1, story.life("web").run());
        story.exits("db", 0).isIn("db", Phase.STARTING, Reason.Code.REQUESTED);
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.spawned("db").isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void whatIsRemovedIsStoppedAndThenForgotten() {
        var story = Story.of(service("web"), service("db")).begin().spawned("web").spawned("db");
        var to = story.change(Changes.removing("web"));
        var refused = story.ask(new Request.Start(), "web");
        assertEquals(
                Reply.Kind.CONFLICT,
                assertInstanceOf(Reply.Refused.class, story.answer(refused).getFirst()).kind());
        assertTrue(story.knows("web"));
        story.exits("web", 0);
        assertFalse(story.knows("web"));
        assertTrue(story.applied(to).isPresent());
        story.isIn("db", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void whatRestsIsForgottenAtOnce() {
        var story = Story.of(service("web").restart(When.NEVER, 0)).begin();
        story.spawned("web").exits("web", 1);
        assertTrue(story.applied(story.change(Changes.removing("web"))).isPresent());
        assertFalse(story.knows("web"));
    }

    @Test
    void whatIsAddedStartsWhenWhatItNeedsIsReady() {
        var story = Story.of(service("db").ready()).begin().prepared("db").spawned("db");
        story.change(Changes.adding(service("web").after("db").plan()), "web");
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.ready("db").isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void aChangeThatCannotBeAppliedTouchesNothing() {
        var story = Story.of(service("web"), service("db")).begin().spawned("web").spawned("db");
        var to = story.change(new Changes(List.of(service("db").plan()), List.of(), Set.of("web")));
        assertTrue(story.applied(to).orElseThrow().refusal().contains("db"));
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }

    @Test
    void whatHasFailedIsTriedAgainByItsNewDefinition() {
        var story = Story.of(service("web").restart(When.NEVER, 0)).begin();
        story.spawned("web").exits("web", 1).isIn("web", Phase.FAILED, Reason.Code.CRASHED);
        story.change(Changes.renewing(other("web").plan(), How.ANEW));
        story.isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void whatSomeoneHasStoppedStaysSoWhateverItsDefinitionSays() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.ask(new Request.Stop(false), "web");
        story.exits("web", 0).change(Changes.renewing(other("web").plan(), How.ANEW));
        story.isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void aDefinitionForLaterDriftsUntilARestart() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.change(Changes.renewing(other("web").plan(), How.LATER));
        assertTrue(story.life("web").drift());
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
        story.exits("web", 1).advance(Duration.ofSeconds(1));
        assertEquals(List.of("/bin/other"), command(story.life("web")));
        assertFalse(story.life("web").drift());
    }

    @Test
    void whoWaitsForAnotherByItsNewDefinitionStartsWhenThatIsThere() {
        var story = Story.of(service("db").ready(), service("cache").ready(), service("web"));
        story.begin().prepared("db").prepared("cache").spawned("db").spawned("cache");
        story.spawned("web").exits("web", 0);
        story.change(Changes.renewing(other("web").after("cache").plan(), How.ANEW));
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
        story.ready("cache").isIn("web", Phase.STARTING, Reason.Code.REQUESTED);
    }

    @Test
    void whatHasFailedWaitsForWhatItsNewDefinitionRequires() {
        var story = Story.of(service("db").ready(), service("web").restart(When.NEVER, 0));
        story.begin().prepared("db").spawned("db").spawned("web").exits("web", 1);
        story.change(Changes.renewing(other("web").after("db").plan(), How.ANEW));
        story.isIn("web", Phase.WAITING, Reason.Code.DEPENDENCY);
    }

    @Test
    void whatWasHeldBackWhileItWasGivenUpIsNotStartedByAnotherDefinition() {
        var story = Story.of(service("web").restart(When.NEVER, 0)).begin().spawned("web");
        story.exitsLeavingSomething("web", 1).isIn("web", Phase.STOPPING, Reason.Code.CRASHED);
        story.ask(new Request.Suspend(), "web");
        story.emptied("web").isIn("web", Phase.FAILED, Reason.Code.CRASHED);
        story.change(Changes.renewing(other("web").plan(), How.ANEW));
        story.isIn("web", Phase.FAILED, Reason.Code.CRASHED);
    }

    @Test
    void whatWasStoppedWhileItsLastRunEndsIsNotStartedByAnotherDefinition() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.exitsLeavingSomething("web", 1).ask(new Request.Stop(false), "web");
        story.change(Changes.renewing(other("web").plan(), How.ANEW));
        story.emptied("web").advance(Duration.ofSeconds(5));
        story.isIn("web", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void whatIsStillToBeStoppedIsNotStartedByAnotherDefinition() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").ask(new Request.Stop(false), "db", "web");
        story.change(Changes.renewing(other("db").plan(), How.ANEW));
        story.exits("web", 0).exits("db", 0);
        story.isIn("db", Phase.STOPPED, Reason.Code.REQUESTED);
    }

    @Test
    void whatIsToGoIsNotStartedByWhoRequiresIt() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web").ask(new Request.Stop(false), "web");
        story.exits("web", 0).change(Changes.removing("db"));
        story.ask(new Request.Start(), "web");
        story.exits("db", 0);
        assertFalse(story.knows("db"));
    }

    @Test
    void whoHasTheNameOfOneThatIsGoneGoesOnCountingItsRuns() {
        var story = Story.of(service("web")).begin().spawned("web");
        story.change(Changes.removing("web"));
        story.exits("web", 0).change(Changes.adding(service("web").plan()), "web");
        assertEquals(2, story.life("web").run());
    }

    @Test
    void aChangeIsAnsweredAlsoWhereSomeoneKeepsTheRunThatItWasToEnd() {
        var story = Story.of(service("db"), service("web").after("db")).begin();
        story.spawned("db").spawned("web");
        var changes =
                new Changes(
                        List.of(),
                        List.of(
                                new Renewal(other("db").plan(), How.ANEW),
                                new Renewal(other("web").after("db").plan(), How.ANEW)),
                        Set.of());
        var to = story.change(changes);
        story.ask(new Request.Start(), "db");
        story.exits("web", 0).spawned("web");
        assertTrue(story.applied(to).isPresent());
    }
}

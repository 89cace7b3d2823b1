package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class KillTest {
    @Test
    void whatOnlyPassesByTakesNoServiceFromAnOperation() {
        var story = Story.of(service("slow").ready()).take(Input.Begin.fresh(Set.of()));
        String start = story.operate(new Request.Start(), "slow");
        story.prepared("slow").spawned("slow");
        story.operate(new Request.SendSignal(Signal.HUP), "slow");
        story.operate(new Request.PauseHealth(), "slow");
        story.operate(new Request.Start(), "slow", "ghost");
        story.kill(start);
        story.isIn("slow", Phase.STOPPING, Reason.Code.REQUESTED);
    }

    @Test
    void aSignalDoesNotEndARecovery() {
        var story = Story.of(service("web")).begin().spawned("web").exits("web", 1);
        story.operate(new Request.SendSignal(Signal.HUP), "web");
        String recovery =
                story.board
                        .threads(new ThreadQuery(Status.ACTIVE, "web", 10, 0))
                        .items()
                        .getFirst()
                        .operation();
        assertEquals("recover", recovery);
    }

    @Test
    void whatWasKilledBeforeItBeganIsNotBegun() {
        var story = Story.of(service("web")).begin().spawned("web");
        List<String> actors = List.of("web", "operator");
        String stop = story.board.open("stop", actors, Cause.OPERATOR, story.now(), null).id();
        assertNotNull(story.kill(stop).value());
        var to = new CompletableFuture<List<Reply>>();
        story.take(new Input.Asked(List.of("web"), new Request.Stop(false), to, stop));
        assertInstanceOf(Reply.Refused.class, story.answer(to).getFirst());
        story.isIn("web", Phase.RUNNING, Reason.Code.REQUESTED);
    }
}

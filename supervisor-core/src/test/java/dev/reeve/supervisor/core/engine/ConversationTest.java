package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Specs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Told;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ConversationTest {
    private final Story story = Story.of(service("web"), service("db")).begin();

    @Test
    void whoTalksAndWhoIsTalkedToMustBeThere() {
        assertNotNull(say("web", "db").value());
        assertNotNull(say("web", "operator").value());
        assertNotNull(say("supervisor", "web").value());
        assertEquals(Reply.Kind.UNKNOWN, refusal(say("web", "ghost")));
        assertEquals(Reply.Kind.UNKNOWN, refusal(say("ghost", "web")));
        assertEquals(Reply.Kind.UNKNOWN, refusal(say("web", "web:part")));
    }

    @Test
    void aPartIsThereFromItsFirstReportOn() {
        assertNotNull(story.report(ActorReport.of("web:part", Activity.WAITING, null)).value());
        assertNotNull(say("web", "web:part").value());
        assertEquals(Reply.Kind.UNKNOWN, refusal(reports("ghost:part")));
        assertEquals(Reply.Kind.UNKNOWN, refusal(reports("web:")));
    }

    @Test
    void nobodySpeaksForTheSupervisorOrForWhoeverAsks() {
        assertEquals(Reply.Kind.CONFLICT, refusal(reports("supervisor")));
        assertEquals(Reply.Kind.CONFLICT, refusal(reports("operator")));
    }

    @Test
    void aServiceHasNoMoreThanAHundredParts() {
        for (int each = 0; each < 100; each++) {
            assertNotNull(reports("web:" + each).value());
        }
        assertEquals(Reply.Kind.INVALID, refusal(reports("web:100")));
        assertNotNull(reports("web:7").value(), "one that is known goes on");
        assertNotNull(reports("db:100").value(), "that of another service");
    }

    @Test
    void whatAnActorTellsOfItselfHasLimits() {
        String tooLong = "x".repeat(1_001);
        var peers = List.of(tooLong);
        for (ActorReport report :
                List.of(
                        new ActorReport("web", null, null, null, tooLong, null),
                        new ActorReport("web", null, tooLong, null, null, null),
                        new ActorReport("web", null, null, null, null, peers))) {
            assertEquals(Reply.Kind.INVALID, refusal(story.report(report)));
        }
        assertFalse(story.board.actor("web", "process", "", List.of()).peers().contains(tooLong));
    }

    private Told<Message> say(String from, String to) {
        return story.say(new Message.Draft(from, to, "note", Map.of(), null));
    }

    private Told<String> reports(String name) {
        return story.report(ActorReport.of(name, Activity.IDLE, null));
    }

    private static Reply.Kind refusal(Told<?> told) {
        assertNotNull(told.refusal());
        return told.refusal().kind();
    }
}

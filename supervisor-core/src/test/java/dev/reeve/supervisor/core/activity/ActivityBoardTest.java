package dev.reeve.supervisor.core.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.event.Occurrence;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class ActivityBoardTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    private ActivityBoard board = new ActivityBoard(100, 10, BEGIN);
    private final List<RecordedEvent> journal = new ArrayList<>();
    private int second;

    @Test
    void aMessageCountsForItsThreadAndItsSenderOnlyAndAllAtOnce() {
        Message first = say("a", "b", "hello", "t");
        Message second = say("b", "a", "answer", "t");
        assertEquals(List.of(1L, 2L), List.of(first.seq(), second.seq()));
        assertNotEquals(first.id(), second.id());
        OperationThread thread = thread("t");
        assertEquals("message", thread.operation());
        assertEquals(Status.ACTIVE, thread.status());
        assertEquals(List.of("a", "b"), thread.participants());
        assertEquals(2, thread.messageCount());
        assertEquals(first.time(), thread.createdAt());
        assertEquals(second.time(), thread.lastActivityAt());
        assertEquals(1, actor("a").messageCount());
        assertEquals(first.time(), actor("a").lastActivityAt());
        assertEquals(2, board.counts().messages());
        assertEquals(
                List.of("thread", "message", "message"),
                journal.stream().map(recorded -> recorded.event().type()).toList());
    }

    @Test
    void whoOnlyReceivesHasNeitherSaidNorDoneAnything() {
        say("a", "b", "hello", "t");
        assertEquals(0, actor("b").messageCount());
        assertNull(actor("b").lastActivityAt());
    }

    @Test
    void aMessageOfNoThreadIsAnOperationThatEndsWithIt() {
        Message message = say("a", "b", "hello", null);
        assertEquals(Status.COMPLETED, thread(message.thread()).status());
        assertEquals(1, thread(message.thread()).messageCount());
    }

    @Test
    void whoHasBegunAnOperationByTalkingEndsItByTalking() {
        say("a", "b", "order", "t");
        value(said(new Message.Draft("b", "a", "served", Map.of(), "t", Status.COMPLETED)));
        assertEquals(Status.COMPLETED, thread("t").status());
        assertEquals(2, thread("t").messageCount());
        value(said(new Message.Draft("b", "a", "burnt", Map.of(), "u", Status.ERROR)));
        assertEquals("burnt", thread("u").error());
        String start = board.open("start", List.of("a"), Cause.OPERATOR, now(), null).id();
        assertTrue(
                refusal(said(new Message.Draft("a", "b", "x", Map.of(), start, Status.ERROR)))
                        .contains("`ends`"));
    }

    @Test
    void whoTalksAsPartOfATraceTalksInItsOperation() {
        OperationThread start = board.open("start", List.of("a"), Cause.OPERATOR, now(), null);
        Message message = say("a", "b", "note", start.trace().id());
        assertEquals(start.id(), message.thread());
        String foreign = "0af7651916cd43dd8448eb211c80319c";
        say("a", "b", "note", foreign);
        assertEquals(foreign, thread(foreign).trace().id());
    }

    @Test
    void messagesAreFoundByThreadAndActorNewestFirst() {
        say("a", "b", "1", "t");
        say("b", "c", "2", "t");
        say("c", "a", "3", "u");
        assertEquals(List.of("3", "2", "1"), types(found(null, null, 0, 10, 0)));
        assertEquals(List.of("2", "1"), types(found("t", null, 0, 10, 0)));
        assertEquals(List.of("3", "1"), types(found(null, "a", 0, 10, 0)));
        assertEquals(List.of("1"), types(found("t", "a", 0, 10, 0)));
        assertEquals(List.of("3", "2"), types(found(null, null, 1, 10, 0)));
        assertEquals(List.of(), types(found("ghost", null, 0, 10, 0)));
    }

    @Test
    void aPageTellsHowManyThereAreBeforePaging() {
        IntStream.range(0, 30).forEach(each -> say("a", "b", "n" + each, "t"));
        MessagePage page = found("t", null, 10, 5, 2);
        assertEquals(20, page.total());
        assertEquals(List.of("n27", "n26", "n25", "n24", "n23"), types(page));
        assertEquals(20, found("t", "a", 10, 5, 2).total());
    }

    @Test
    void onlyTheNewestMessagesAreKeptAndTheOthersCounted() {
        IntStream.range(0, 250).forEach(each -> say("a", "b" + each, "n" + each, "t"));
        assertEquals(250, board.counts().messages());
        assertEquals(150, board.counts().evictedMessages());
        assertEquals(100, found(null, null, 0, 10, 0).total());
        assertEquals(100, found("t", null, 0, 10, 0).total());
        assertEquals(0, found(null, "b0", 0, 10, 0).total());
        assertEquals(1, found(null, "b249", 0, 10, 0).total());
    }

    /// The index says the same as a look at all would.
    @Test
    void everyPageIsAsIfAllHadBeenLookedAt() {
        var random = new SplittableRandom(7);
        var all = new ArrayList<Message>();
        for (int each = 0; each < 400; each++) {
            all.add(
                    say(
                            "a" + random.nextInt(4),
                            "a" + random.nextInt(4),
                            "n",
                            "t" + random.nextInt(3)));
        }
        List<Message> kept = all.subList(300, 400).reversed();
        for (int each = 0; each < 300; each++) {
            String thread = random.nextBoolean() ? "t" + random.nextInt(4) : null;
            String actor = random.nextBoolean() ? "a" + random.nextInt(5) : null;
            long after = random.nextInt(420);
            int limit = random.nextInt(1, 20);
            int offset = random.nextInt(10);
            List<Message> expected =
                    kept.stream()
                            .filter(m -> thread == null || m.thread().equals(thread))
                            .filter(
                                    m ->
                                            actor == null
                                                    || m.from().equals(actor)
                                                    || m.to().equals(actor))
                            .filter(m -> m.seq() > after)
                            .toList();
            MessagePage page = found(thread, actor, after, limit, offset);
            assertEquals(expected.size(), page.total());
            assertEquals(expected.stream().skip(offset).limit(limit).toList(), page.items());
        }
    }

    @Test
    void payloadsAreCopiedAndTooLargeOnesRefused() {
        var payload = new HashMap<String, Object>();
        payload.put("list", new ArrayList<>(List.of(1L, 2.5f)));
        payload.put("nothing", null);
        payload.put("half \ud83d", true);
        Message message = value(said(new Message.Draft("a", "b", "x", payload, null)));
        payload.clear();
        assertEquals(List.of(1, 2.5), message.payload().get("list"));
        assertTrue(message.payload().containsKey("nothing"));
        assertTrue(message.payload().containsKey("half ?"));
        var large = Map.<String, Object>of("text", "x".repeat(Message.LARGEST_PAYLOAD));
        assertEquals(
                "it is larger than 16 KiB",
                refusal(said(new Message.Draft("a", "b", "x", large, null))));
        var strange = Map.<String, Object>of("thing", new Object());
        assertTrue(
                refusal(said(new Message.Draft("a", "b", "x", strange, null)))
                        .contains("no plain value"));
        assertTrue(
                refusal(said(new Message.Draft("a", "b", "", Map.of(), null)))
                        .contains("payload_type"));
        assertTrue(
                refusal(said(new Message.Draft("a", "b", "x", Map.of(), "no spaces")))
                        .contains("thread"));
        assertEquals(1, board.counts().messages());
    }

    @Test
    void largePayloadsTogetherTakeNoMoreThanTheirRoom() {
        board = new ActivityBoard(1_000_000, 10, BEGIN);
        String text = "x".repeat(16_000);
        for (int each = 0; each < 3_000; each++) {
            value(said(new Message.Draft("a", "b", "x", Map.of("text", text), "t")));
        }
        int kept = found(null, null, 0, 1, 0).total();
        assertTrue(kept > 500 && kept <= 16 * 1024 * 1024 / 16_000, kept + " are kept");
    }

    @Test
    void threadsAreFoundByStatusAndParticipantTheLastActiveFirst() {
        say("a", "b", "1", "t");
        say("a", "c", "2", "u");
        say("a", "b", "3", "t");
        tell(board.end("u", Status.ERROR, "too hot", now()));
        assertEquals(List.of("u", "t"), threads(null, null));
        assertEquals(List.of("t"), threads(Status.ACTIVE, null));
        assertEquals(List.of("u"), threads(Status.ERROR, null));
        assertEquals(List.of("t"), threads(null, "b"));
        assertEquals(List.of(), threads(Status.KILLED, null));
        assertEquals("too hot", thread("u").error());
        assertEquals(2, board.threads(new ThreadQuery(null, null, 1, 0)).total());
    }

    @Test
    void aThreadEndsOnceAndOneThatIsNotThereNever() {
        say("a", "b", "1", "t");
        assertEquals(1, board.end("t", Status.COMPLETED, null, now()).size());
        assertEquals(List.of(), board.end("t", Status.KILLED, null, now()));
        assertEquals(List.of(), board.end("ghost", Status.KILLED, null, now()));
        assertEquals(Status.COMPLETED, thread("t").status());
    }

    @Test
    void onlyTheNewestEndedThreadsAreKeptAndThoseThatGoOnStay() {
        say("a", "b", "on", "goes-on");
        for (int each = 0; each < 25; each++) {
            say("a", "b", "x", "t" + each);
            board.end("t" + each, Status.COMPLETED, null, now());
        }
        assertNotNull(board.thread("goes-on"));
        assertNull(board.thread("t14"));
        assertNotNull(board.thread("t15"));
        assertEquals(15, board.counts().evictedThreads());
        assertEquals(1, board.counts().active());
    }

    @Test
    void threadsThatProgramsBeginAndNeverEndAreNotKeptForEver() {
        IntStream.range(0, 1_000).forEach(each -> say("a", "b", "x", "t" + each));
        assertTrue(board.counts().active() <= 20, board.counts() + " go on");
    }

    @Test
    void anActorTellsWhatItDoesAndOnlyAChangeIsToldOn() {
        var processing = ActorReport.of("a", Activity.PROCESSING, "t");
        assertEquals(1, board.report(processing, now()).size());
        assertEquals(0, board.report(processing, now()).size());
        Instant at = now();
        board.report(new ActorReport("a", null, null, 7L, "cooks", List.of("b")), at);
        Actor actor = actor("a");
        assertEquals(Activity.PROCESSING, actor.activity());
        assertEquals("t", actor.thread());
        assertEquals(7L, actor.queueDepth());
        assertEquals("cooks", actor.description());
        assertEquals(List.of("b"), actor.peers());
        assertEquals(at, actor.lastActivityAt());
        board.report(ActorReport.of("a", Activity.IDLE, null), now());
        assertNull(actor("a").thread());
    }

    @Test
    void aWordThatNobodyKnowsIsAnUnknownActivity() {
        assertEquals(Activity.UNKNOWN, Activity.of("dancing"));
        assertEquals(Activity.WAITING, Activity.of("waiting"));
    }

    @Test
    void whoIsNoMoreIsForgotten() {
        board.report(ActorReport.of("a:one", Activity.IDLE, null), now());
        assertEquals(List.of("a:one"), board.parts());
        board.keep(name -> !name.startsWith("a"));
        assertEquals(List.of(), board.parts());
    }

    @Test
    void theNextSupervisorKnowsWhatItsJournalTells() {
        IntStream.range(0, 5).forEach(each -> say("a", "b", "n" + each, "t"));
        say("a", "b", "done", "u");
        tell(board.end("u", Status.KILLED, "by hand", now()));
        board = new ActivityBoard(3, 10, BEGIN);
        board.remember(Remembered.of(journal));
        assertEquals(6, board.counts().messages());
        assertEquals(3, board.counts().evictedMessages());
        assertEquals(List.of("done", "n4", "n3"), types(found(null, null, 0, 10, 0)));
        assertEquals(Status.KILLED, thread("u").status());
        assertEquals(Status.ERROR, thread("t").status());
        assertEquals("the supervisor ended before it did", thread("t").error());
        assertEquals(7, say("a", "b", "next", "v").seq());
    }

    @Test
    void whoAsksAsPartOfATraceGoesOnInIt() {
        String header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var cause = new Cause("operator", header);
        OperationThread thread = board.open("start", List.of("a"), cause, now(), null);
        assertEquals("0af7651916cd43dd8448eb211c80319c", thread.trace().id());
        assertEquals("b7ad6b7169203331", thread.trace().parent());
        assertTrue(
                thread.trace()
                        .traceparent()
                        .matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01"));
    }

    private Message say(String from, String to, String type, String thread) {
        return value(said(new Message.Draft(from, to, type, Map.of("n", 1L), thread)));
    }

    private Told<Message> said(Message.Draft draft) {
        ActivityBoard.Taken taken;
        try {
            taken = ActivityBoard.taken(draft);
        } catch (IllegalArgumentException wrong) {
            return Told.refused(draft.from(), Reply.Kind.INVALID, wrong.getMessage());
        }
        ActivityBoard.Said said = board.say(taken, now());
        tell(said.told());
        return said.answer();
    }

    private void tell(List<Occurrence> told) {
        for (Occurrence one : told) {
            journal.add(
                    new RecordedEvent(journal.size() + 1, time(one), one.thread(), one.event()));
        }
    }

    private Instant time(Occurrence one) {
        return one.event() instanceof Event.MessageSent(Message message)
                ? message.time()
                : BEGIN.plusSeconds(second);
    }

    private Instant now() {
        second++;
        return BEGIN.plusSeconds(second);
    }

    private OperationThread thread(String id) {
        OperationThread thread = board.thread(id);
        assertNotNull(thread, id);
        return thread;
    }

    private Actor actor(String name) {
        return board.actor(name, "process", "", List.of());
    }

    private List<String> threads(Status status, String participant) {
        return board.threads(new ThreadQuery(status, participant, 100, 0)).items().stream()
                .map(OperationThread::id)
                .toList();
    }

    private MessagePage found(String thread, String actor, long after, int limit, int offset) {
        return board.messages(new MessageQuery(thread, actor, after, limit, offset));
    }

    private static List<String> types(MessagePage page) {
        return page.items().stream().map(Message::payloadType).toList();
    }

    private static Message value(Told<Message> told) {
        assertNull(told.refusal());
        return told.value();
    }

    private static String refusal(Told<Message> told) {
        assertNotNull(told.refusal());
        assertEquals(Reply.Kind.INVALID, told.refusal().kind());
        return told.refusal().text();
    }
}

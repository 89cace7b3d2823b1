package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.Phase;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who acts in a {@link FakeSupervisor}, and what they have said: `supervisor`, `operator` and the
/// services. There is one operation, `t-1`, a start of `web`, until more is said.
abstract class FakeActivity extends FakeServices {
    private static final Trace TRACE = Trace.of("t-1");

    private final Map<String, ActorReport> reports = new ConcurrentSkipListMap<>();
    private final List<Message> said = new CopyOnWriteArrayList<>();
    private final Map<String, OperationThread> threads = new ConcurrentSkipListMap<>();

    FakeActivity() {
        put("t-1", "start", Status.COMPLETED, List.of("web"), null);
    }

    /// This happens now.
    abstract RecordedEvent happens(Event event);

    /// There is this operation, or it stands so now.
    public void thread(String id, String operation, Status status, List<String> participants) {
        put(id, operation, status, participants, null);
    }

    private OperationThread put(
            String id,
            String operation,
            Status status,
            List<String> participants,
            @Nullable String error) {
        var thread =
                new OperationThread(
                        id,
                        operation,
                        status,
                        participants,
                        0,
                        FakeSupervisor.BEGIN,
                        FakeSupervisor.BEGIN.plusSeconds(1),
                        error,
                        TRACE);
        threads.put(id, thread);
        return thread;
    }

    @Override
    public List<Actor> actors() {
        var all = new ConcurrentSkipListMap<String, Actor>();
        all.put(Actor.OPERATOR, actor(Actor.OPERATOR, "operator"));
        all.put(Actor.SUPERVISOR, actor(Actor.SUPERVISOR, "supervisor"));
        services.values().forEach(one -> all.put(one.name(), actor(one.name(), one.key().kind())));
        reports.keySet().forEach(name -> all.putIfAbsent(name, actor(name, "part")));
        return List.copyOf(all.values());
    }

    private Actor actor(String name, String kind) {
        ActorReport report = reports.get(name);
        Activity activity = report == null ? null : report.activity();
        return new Actor(
                name,
                kind,
                "",
                List.of(),
                activity == null ? Activity.IDLE : activity,
                report == null ? null : report.thread(),
                report == null ? null : FakeSupervisor.BEGIN,
                said.stream().filter(message -> message.from().equals(name)).count(),
                report == null ? null : report.queueDepth());
    }

    @Override
    public @Nullable Actor actor(String name) {
        return actors().stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    @Override
    public @Nullable Map<String, Object> actorSchema(String name) {
        if (name.startsWith(Actor.PLUGIN)) {
            Map<String, Object> kinds = optionsOf(name.substring(Actor.PLUGIN.length()));
            return kinds == null ? null : Map.of("type", "object", "properties", kinds);
        }
        return services.containsKey(name) ? Map.of("type", "object") : null;
    }

    @Override
    public CompletableFuture<Told<Actor>> report(ActorReport report) {
        String name = report.name();
        int colon = name.indexOf(':');
        String whole = colon < 0 ? name : name.substring(0, colon);
        if (!services.containsKey(whole)) {
            return unknown(name);
        }
        reports.put(name, report);
        Actor now = actor(name, colon < 0 ? "process" : "part");
        happens(new Event.ActorChanged(name, now.activity(), now.thread()));
        return CompletableFuture.completedFuture(Told.of(now));
    }

    @Override
    public synchronized CompletableFuture<Told<Message>> say(Message.Draft draft) {
        for (String name : List.of(draft.from(), draft.to())) {
            if (actor(name) == null) {
                return unknown(name);
            }
        }
        long seq = said.size() + 1L;
        String thread = draft.thread() == null ? "t-m" + seq : draft.thread();
        var message =
                new Message(
                        "m" + seq,
                        seq,
                        thread,
                        draft.from(),
                        draft.to(),
                        draft.payloadType(),
                        draft.payload(),
                        FakeSupervisor.BEGIN.plusSeconds(seq));
        said.add(message);
        happens(new Event.MessageSent(message));
        return CompletableFuture.completedFuture(Told.of(message));
    }

    private static <T> CompletableFuture<Told<T>> unknown(String name) {
        return CompletableFuture.completedFuture(
                Told.refused(name, Reply.Kind.UNKNOWN, "there is no actor `" + name + "`"));
    }

    @Override
    public MessagePage messages(MessageQuery query) {
        List<Message> found =
                said.reversed().stream()
                        .filter(one -> one.seq() > query.after())
                        .filter(
                                one ->
                                        query.thread() == null
                                                || query.thread().equals(one.thread()))
                        .filter(
                                one ->
                                        query.actor() == null
                                                || query.actor().equals(one.from())
                                                || query.actor().equals(one.to()))
                        .toList();
        return new MessagePage(
                found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    @Override
    public @Nullable OperationThread thread(String id) {
        return threads.get(id);
    }

    @Override
    public ThreadPage threads(ThreadQuery query) {
        List<OperationThread> found =
                threads.values().stream()
                        .filter(one -> query.status() == null || one.status() == query.status())
                        .filter(
                                one ->
                                        query.participant() == null
                                                || one.participants().contains(query.participant()))
                        .toList();
        return new ThreadPage(
                found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    @Override
    public CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause) {
        OperationThread known = threads.get(thread);
        Told<OperationThread> told =
                known == null
                        ? Told.refused(thread, Reply.Kind.UNKNOWN, "there is no thread " + thread)
                        : known.status() != Status.ACTIVE
                                ? Told.refused(thread, Reply.Kind.CONFLICT, "it has ended already")
                                : Told.of(
                                        put(
                                                thread,
                                                known.operation(),
                                                Status.KILLED,
                                                known.participants(),
                                                "killed by " + cause.actor()));
        return CompletableFuture.completedFuture(told);
    }

    @Override
    public @Nullable Timeline timeline(String thread) {
        OperationThread known = threads.get(thread);
        var begin = FakeSupervisor.BEGIN;
        return known == null
                ? null
                : new Timeline(
                        known,
                        List.of(
                                new Timeline.Span(
                                        "web",
                                        1,
                                        Phase.STARTING,
                                        begin,
                                        begin.plusSeconds(1),
                                        "start requested"),
                                new Timeline.Span(
                                        "web",
                                        1,
                                        Phase.RUNNING,
                                        begin.plusSeconds(1),
                                        null,
                                        "ready")),
                        List.of(
                                new Timeline.Step(
                                        "web",
                                        Phase.STARTING,
                                        begin,
                                        begin.plusSeconds(1),
                                        "operation")));
    }

    /// The token of a service is `token-of-NAME`.
    @Override
    public @Nullable String reporter(String token) {
        String name = token.startsWith("token-of-") ? token.substring(9) : "";
        return services.containsKey(name) ? name : null;
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ActivityView;
import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Told;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Who acts, and what they say.
///
/// @param reporter the service whose program asks, which may speak for itself only; null for anyone
///     who may speak for all
record ActivityCalls(Supervisor supervisor, @Nullable String reporter) {
    private static final List<String> ACTIVITIES =
            Arrays.stream(Activity.values()).map(Activity::word).toList();

    Answer actors(Call call) throws Refusal {
        return Page.of(call.query()).of(supervisor.actors(), ActivityView::of);
    }

    Answer actor(Call call) throws Refusal {
        mayBe("name", call.actor());
        Actor actor = supervisor.actor(call.actor());
        if (actor == null) {
            throw unknown(call);
        }
        return Answer.json(ActivityView.of(actor));
    }

    Answer schema(Call call) throws Refusal {
        if (supervisor.actor(call.actor()) == null) {
            throw unknown(call);
        }
        Map<String, Object> schema = supervisor.actorSchema(call.actor());
        if (schema == null) {
            throw Refusal.of(404, "nothing can be configured about `" + call.actor() + "`");
        }
        return Answer.json(schema);
    }

    Answer report(Call call) throws Refusal, InterruptedException {
        Body body = Body.of(call, "activity", "thread", "queue_depth", "description", "peers");
        mayBe("name", call.actor());
        String thread = call.body().containsKey("thread") ? body.text("thread") : null;
        boolean ends = call.body().containsKey("thread") && thread == null;
        String word = body.text("activity");
        if (word != null && !ACTIVITIES.contains(word)) {
            // As in the list of demands: what nobody knows is shown as such.
            word = Activity.UNKNOWN.word();
        }
        var report =
                new ActorReport(
                        call.actor(),
                        word == null ? null : Activity.of(word),
                        ends ? "" : thread,
                        body.count("queue_depth"),
                        body.text("description"),
                        body.texts("peers"));
        return Answer.json(ActivityView.of(value(supervisor.report(report))));
    }

    Answer say(Call call) throws Refusal, InterruptedException {
        Body body = Body.of(call, "from", "to", "payload_type", "payload", "thread", "ends");
        String from = body.neededText("from");
        mayBe("from", from);
        String thread = body.text("thread");
        var draft =
                new Message.Draft(
                        from,
                        body.neededText("to"),
                        body.neededText("payload_type"),
                        body.plain("payload"),
                        thread == null ? Tracing.id(call) : thread,
                        ends(body.text("ends")));
        Message message = value(supervisor.say(draft));
        return Answer.json(201, ActivityView.of(message), Map.of());
    }

    private static @Nullable Status ends(@Nullable String word) throws Refusal {
        return switch (word) {
            case null -> null;
            case "completed" -> Status.COMPLETED;
            case "error" -> Status.ERROR;
            default ->
                    throw Refusal.badValue(
                            "ends", "`ends` must be completed or error, not `" + word + "`");
        };
    }

    Answer messages(Call call) throws Refusal {
        return page(call, call.query().text("thread"));
    }

    Answer messagesOfThread(Call call) throws Refusal {
        if (supervisor.thread(call.thread()) == null) {
            throw Refusal.of(404, "there is no thread `" + call.thread() + "`");
        }
        return page(call, call.thread());
    }

    private Answer page(Call call, @Nullable String thread) throws Refusal {
        Page page = Page.of(call.query());
        String actor = call.query().text("actor");
        if (reporter != null) {
            actor = actor == null ? reporter : actor;
            mayBe("actor", actor);
        }
        long after = call.query().number("after", 0, Long.MAX_VALUE, 0);
        MessagePage found =
                supervisor.messages(
                        new MessageQuery(thread, actor, after, page.limit(), page.offset()));
        return Page.of(found.items(), found.total(), ActivityView::of);
    }

    private void mayBe(String key, String actor) throws Refusal {
        Reporters.check(reporter, key, actor);
    }

    private static Refusal unknown(Call call) {
        return Refusal.of(404, "there is no actor `" + call.actor() + "`");
    }

    private static <T> T value(CompletableFuture<Told<T>> promised)
            throws Refusal, InterruptedException {
        return told(Waiting.on(promised));
    }

    /// What came of it.
    ///
    /// @throws Refusal where it was refused
    static <T> T told(Told<T> told) throws Refusal {
        T value = told.value();
        if (value == null) {
            var refusal = told.refusal();
            throw refusal == null
                    ? Refusal.of(500, "the supervisor has a fault; its log says more")
                    : refused(refusal);
        }
        return value;
    }

    /// What comes too fast may be said again.
    private static Refusal refused(Reply.Refused refused) {
        return refused.kind() == Reply.Kind.CAPACITY
                ? Refusal.of(429, "capacity", refused.text(), refused.problems())
                        .with("Retry-After", "1")
                : ActionCalls.refused(refused);
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ReplyView;
import dev.reeve.supervisor.api.control.Operation;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.Signal;

import java.util.List;
import java.util.Map;

/// What can be asked of one service.
final class ActionCalls {
    private final Supervisor supervisor;
    private final Registry registry;

    ActionCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    Answer start(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.Start());
    }

    Answer stop(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.Stop(call.query().flag("force", false)));
    }

    Answer restart(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.Restart());
    }

    Answer suspend(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.Suspend());
    }

    Answer resume(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.Resume());
    }

    Answer pauseHealth(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.PauseHealth());
    }

    Answer resumeHealth(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return ask(call, new Request.ResumeHealth());
    }

    /// The signal is named in the body, or as a parameter.
    Answer signal(Call call) throws Refusal, InterruptedException {
        Body.of(call, "signal");
        Object named = call.body().getOrDefault("signal", call.query().text("signal"));
        if (named == null) {
            throw Refusal.badValue("signal", "`signal` is missing: HUP, TERM, USR1, …");
        }
        Signal signal =
                Signal.named(named.toString())
                        .orElseThrow(
                                () ->
                                        Refusal.badValue(
                                                "signal", "no signal is called `" + named + "`"));
        return ask(call, new Request.SendSignal(signal));
    }

    private Answer ask(Call call, Request request) throws Refusal, InterruptedException {
        boolean strict = call.query().flag("strict", false);
        boolean wait = call.query().flag("wait", true);
        Registry.Found found = registry.find(call.service());
        Operation operation =
                supervisor.begin(List.of(found.target()), request, Tracing.cause(call));
        String thread = operation.thread();
        if (!wait && !refused(operation)) {
            return Answer.json(
                    202,
                    ReplyView.of(null, found.service().phase(), thread, null),
                    Tracing.headersAndPlace(call, thread));
        }
        Reply reply = Waiting.on(operation.replies()).getFirst();
        try {
            return answer(reply, strict, thread, Tracing.headers(call, thread));
        } catch (Refusal refusal) {
            throw Tracing.on(refusal, call, thread);
        }
    }

    /// Whether it came to nothing at once; then there is nothing to wait for, either.
    private static boolean refused(Operation operation) {
        return operation.replies().isDone()
                && operation.replies().resultNow().getFirst() instanceof Reply.Refused;
    }

    private static Answer answer(
            Reply reply, boolean strict, String thread, Map<String, String> headers)
            throws Refusal {
        return switch (reply) {
            case Reply.Done(var name, var changed, var phase, _) when strict && !changed ->
                    throw Refusal.of(
                            409,
                            "unchanged",
                            "`" + name + "` is " + phase.word() + " already",
                            List.of());
            case Reply.Done(_, var changed, var phase, var note) ->
                    Answer.json(200, ReplyView.of(changed, phase, thread, note), headers);
            case Reply.Failed failed -> throw failed(failed);
            case Reply.Refused refused -> throw refused(refused);
        };
    }

    static Refusal failed(Reply.Failed failed) {
        return Refusal.of(409, "failed", failed.text(), List.of());
    }

    /// In the words and numbers of HTTP.
    static Refusal refused(Reply.Refused refused) {
        return switch (refused.kind()) {
            case UNKNOWN -> Refusal.of(404, "unknown", refused.text(), refused.problems());
            case CONFLICT -> Refusal.of(409, "conflict", refused.text(), refused.problems());
            case INVALID -> Refusal.of(400, "invalid", refused.text(), refused.problems());
            case CAPACITY -> Refusal.of(409, "capacity", refused.text(), refused.problems());
        };
    }
}

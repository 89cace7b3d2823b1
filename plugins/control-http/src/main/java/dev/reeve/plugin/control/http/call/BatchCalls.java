package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ReplyView;
import dev.reeve.supervisor.api.control.Operation;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.ArrayList;
import java.util.List;

/// What can be asked of several services at once: `{"names": [NAME, GLOB, KEY, …]}`. All names are
/// checked first; one that means nothing is 404, and nothing is touched.
final class BatchCalls {
    private final Supervisor supervisor;

    BatchCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer start(Call call) throws Refusal, InterruptedException {
        Body.of(call, "names");
        return ask(call, new Request.Start());
    }

    Answer stop(Call call) throws Refusal, InterruptedException {
        boolean force =
                Body.of(call, "names", "force").flag("force") || call.query().flag("force", false);
        return ask(call, new Request.Stop(force));
    }

    Answer restart(Call call) throws Refusal, InterruptedException {
        Body.of(call, "names");
        return ask(call, new Request.Restart());
    }

    private Answer ask(Call call, Request request) throws Refusal, InterruptedException {
        boolean wait = call.query().flag("wait", true);
        List<String> named = names(call);
        Supervisor.Match match = supervisor.match(named);
        if (match.unknown() != null) {
            throw Registry.unknown(match.unknown(), supervisor.services().items());
        }
        List<String> targets =
                match.items().stream().map(service -> target(service, match.items())).toList();
        Operation operation = supervisor.begin(targets, request, Tracing.cause(call));
        String thread = operation.thread();
        return wait
                ? answer(call, Waiting.on(operation.replies()), thread)
                : accepted(call, match.items(), thread);
    }

    private static List<String> names(Call call) throws Refusal {
        var names = new ArrayList<String>();
        if (call.body().get("names") instanceof List<?> listed) {
            for (Object name : listed) {
                if (!(name instanceof String text)) {
                    throw Refusal.badValue("names", "`names` must be a list of names");
                }
                names.add(text);
            }
        }
        if (names.isEmpty()) {
            throw Refusal.badValue("names", "`names` must be a list of at least one name");
        }
        return names;
    }

    private static String target(ServiceSnapshot service, List<ServiceSnapshot> all) {
        boolean unique =
                all.stream().filter(each -> each.name().equals(service.name())).count() == 1;
        return unique ? service.name() : service.key().toString();
    }

    private static Answer answer(Call call, List<Reply> replies, String thread) throws Refusal {
        for (Reply reply : replies) {
            if (reply instanceof Reply.Refused refused && refused.kind() == Reply.Kind.UNKNOWN) {
                throw ActionCalls.refused(refused);
            }
        }
        return Answer.json(
                200,
                ReplyView.batch(replies.stream().map(ReplyView::inBatch).toList(), thread),
                Tracing.headers(call, thread));
    }

    private static Answer accepted(Call call, List<ServiceSnapshot> services, String thread) {
        return Answer.json(
                202,
                ReplyView.batch(
                        services.stream()
                                .map(
                                        each ->
                                                ReplyView.inBatch(
                                                        each.name(),
                                                        null,
                                                        each.phase(),
                                                        null,
                                                        null))
                                .toList(),
                        thread),
                Tracing.headersAndPlace(call, thread));
    }
}

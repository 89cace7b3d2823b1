package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ActivityView;
import dev.reeve.plugin.control.http.view.ThreadView;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Operations, from their request to their end.
final class ThreadCalls {
    private static final List<String> STATUSES =
            Arrays.stream(Status.values()).map(Status::word).toList();

    private final Supervisor supervisor;

    ThreadCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer page(Call call) throws Refusal {
        Page page = Page.of(call.query());
        String status = call.query().word("status", STATUSES);
        var query =
                new ThreadQuery(
                        status == null ? null : Status.valueOf(status.toUpperCase(Locale.ROOT)),
                        call.query().text("actor"),
                        page.limit(),
                        page.offset());
        ThreadPage found = supervisor.threads(query);
        return Page.of(found.items(), found.total(), ThreadView::of);
    }

    Answer show(Call call) throws Refusal {
        OperationThread thread = supervisor.thread(call.thread());
        if (thread == null) {
            throw unknown(call);
        }
        return Answer.json(ThreadView.of(thread));
    }

    Answer timeline(Call call) throws Refusal {
        Timeline timeline = supervisor.timeline(call.thread());
        if (timeline == null) {
            throw unknown(call);
        }
        return Answer.json(ActivityView.of(timeline));
    }

    Answer kill(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        OperationThread killed =
                ActivityCalls.told(Waiting.on(supervisor.kill(call.thread(), Tracing.cause(call))));
        return Answer.json(ThreadView.of(killed));
    }

    private static Refusal unknown(Call call) {
        return Refusal.of(404, "there is no thread `" + call.thread() + "`");
    }

    /// Where a thread is found.
    static String place(String thread) {
        return "/v1/threads/" + thread;
    }
}

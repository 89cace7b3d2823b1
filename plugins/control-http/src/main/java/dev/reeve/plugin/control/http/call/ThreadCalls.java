package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ThreadView;
import dev.reeve.supervisor.api.control.OperationThread;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Operations, from their request to their end.
final class ThreadCalls {
    private static final List<String> STATUSES =
            Arrays.stream(OperationThread.Status.values()).map(ThreadView::word).toList();

    private final Supervisor supervisor;

    ThreadCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer page(Call call) throws Refusal {
        Page page = Page.of(call.query());
        String status = call.query().word("status", STATUSES);
        List<OperationThread> found =
                supervisor.threads(
                        status == null
                                ? null
                                : OperationThread.Status.valueOf(status.toUpperCase(Locale.ROOT)),
                        call.query().text("actor"));
        return page.of(found, ThreadView::of);
    }

    Answer show(Call call) throws Refusal {
        return supervisor.threads(null, null).stream()
                .filter(thread -> thread.id().equals(call.thread()))
                .findFirst()
                .map(thread -> Answer.json(ThreadView.of(thread)))
                .orElseThrow(() -> Refusal.of(404, "there is no thread `" + call.thread() + "`"));
    }

    /// Where a thread is found.
    static String place(String thread) {
        return "/v1/threads/" + thread;
    }
}

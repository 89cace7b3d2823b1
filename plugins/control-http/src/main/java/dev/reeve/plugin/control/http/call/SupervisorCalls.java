package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The supervisor as a whole.
final class SupervisorCalls {
    private final Supervisor supervisor;

    SupervisorCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// Whoever gets this answer knows what it asked.
    Answer alive(Call call) {
        return Answer.json(Map.of("status", "alive"));
    }

    Answer ready(Call call) throws Refusal {
        String status = supervisor.status().status();
        if (!status.equals("running")) {
            throw Refusal.of(503, "the supervisor is " + status);
        }
        return Answer.json(Map.of("status", "ready"));
    }

    Answer supervisor(Call call) {
        return Answer.json(SupervisorView.of(supervisor.status()));
    }

    Answer config(Call call) {
        return Answer.json(supervisor.config());
    }

    Answer plugins(Call call) throws Refusal {
        return Page.of(call.query()).of(supervisor.plugins(), SupervisorView::plugin);
    }

    Answer totals(Call call) {
        return Answer.json(SupervisorView.totals(supervisor.services().items()));
    }

    /// Answered at once, since nobody is left to answer when it is done.
    Answer shutdown(Call call) throws Refusal {
        call.allow();
        CompletableFuture<Void> _ = supervisor.shutdown("asked for over the control interface");
        return Answer.json(202, Map.of("status", "stopping"), Map.of());
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.Supervisor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The supervisor as a whole.
final class SupervisorCalls {
    /// Ready made: this is the first thing a supervisor is asked, and the less it needs for that
    /// the earlier it answers.
    private static final byte[] ALIVE =
            "{\"status\":\"alive\"}".getBytes(StandardCharsets.US_ASCII);

    private final Supervisor supervisor;

    SupervisorCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// Whoever gets this answer knows what it asked.
    Answer alive() {
        return new Answer.Whole(200, "application/json", ALIVE, Map.of());
    }

    Answer ready() throws Refusal {
        String status = supervisor.status().status();
        if (!status.equals("running")) {
            throw Refusal.of(503, "the supervisor is " + status);
        }
        return Answer.json(Map.of("status", "ready"));
    }

    Answer supervisor() {
        return Answer.json(SupervisorView.of(supervisor));
    }

    Answer config() {
        return Answer.json(supervisor.config());
    }

    Answer totals() {
        return Answer.json(SupervisorView.totals(supervisor.totals()));
    }

    Answer openApi() {
        return Answer.json(OpenApi.document(supervisor));
    }

    Answer schema() {
        return Answer.json(supervisor.schema());
    }

    /// Answered at once, since nobody is left to answer when it is done.
    Answer shutdown(Call call) throws Refusal {
        Body.of(call);
        CompletableFuture<Void> _ = supervisor.shutdown("asked for over the control interface");
        return Answer.json(202, Map.of("status", "stopping"), Map.of());
    }
}

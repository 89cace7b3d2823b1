package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Liveness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sessions of services: whether the other side is there, and what it takes to reach it.
final class SessionCalls {
    private final Supervisor supervisor;
    private final Registry registry;

    SessionCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    Answer liveness(Call call) throws Refusal, InterruptedException {
        return looked(call, false);
    }

    Answer look(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return looked(call, call.query().flag("provision", false));
    }

    /// @param by who reads them
    Answer credentials(Call call, String by) throws Refusal {
        String target = registry.find(call.service()).target();
        Map<String, String> credentials = supervisor.credentials(target, by);
        if (credentials == null) {
            throw conflict("`" + target + "` has no session that is open");
        }
        return Answer.json(Map.of("credentials", new TreeMap<>(credentials)));
    }

    private Answer looked(Call call, boolean provision) throws Refusal, InterruptedException {
        String target = registry.find(call.service()).target();
        Liveness liveness = Waiting.on(supervisor.liveness(target, provision));
        var view = ServiceView.liveness(liveness);
        if (view == null) {
            throw conflict("`" + target + "` has no session");
        }
        return Answer.json(view);
    }

    private static Refusal conflict(String text) {
        return Refusal.of(409, "conflict", text, List.of());
    }
}

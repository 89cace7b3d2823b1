package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Supervisor;

/// Looking at a service more closely: its health, now; and why it is in its state.
final class HealthCalls {
    private final Supervisor supervisor;
    private final Registry registry;

    HealthCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    Answer check(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        String target = registry.find(call.service()).target();
        HealthAnswer health = Waiting.on(supervisor.checkHealth(target));
        if (health == null) {
            throw Registry.gone(call);
        }
        return Answer.json(ServiceView.health(health));
    }

    Answer explanation(Call call) throws Refusal {
        var explanation = supervisor.explain(registry.find(call.service()).target());
        if (explanation == null) {
            throw Registry.gone(call);
        }
        return Answer.json(ServiceView.explanation(explanation));
    }
}

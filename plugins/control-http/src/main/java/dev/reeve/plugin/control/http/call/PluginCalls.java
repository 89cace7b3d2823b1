package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.PluginView;
import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Plugins: which there are, what they take, and what becomes of them.
final class PluginCalls {
    private final Supervisor supervisor;

    PluginCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer all(Call call) throws Refusal {
        return Page.of(call.query()).of(supervisor.plugins(), SupervisorView::plugin);
    }

    Answer one(Call call) throws Refusal {
        PluginSnapshot plugin = named(call);
        Map<String, Object> options = supervisor.actorSchema(Actor.PLUGIN + plugin.id());
        return Answer.json(PluginView.withOptions(plugin, options));
    }

    /// Whatever has become of them is an answer, and no problem of the request.
    Answer reloadAll(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return told(supervisor.reloadPlugins(null));
    }

    Answer reload(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return told(supervisor.reloadPlugins(named(call).id()));
    }

    Answer enable(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return told(supervisor.enablePlugin(call.segments().get(2), true));
    }

    Answer disable(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        return told(supervisor.enablePlugin(named(call).id(), false));
    }

    private static Answer told(CompletableFuture<PluginAnswer> answer) throws InterruptedException {
        return Answer.json(PluginView.of(Waiting.on(answer)));
    }

    private PluginSnapshot named(Call call) throws Refusal {
        String id = call.segments().get(2);
        return supervisor.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.of(404, "no plugin is called `" + id + "`"));
    }
}

package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ReloadView;
import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The house as a whole changes, looks around, or is written down.
final class HouseCalls {
    private final Supervisor supervisor;

    HouseCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// Also a manifest with mistakes is an answer, and no problem of the request.
    Answer reload(Call call) throws Refusal, InterruptedException {
        Body body = Body.of(call, "path", "dry_run");
        Path manifest = path(body, "path");
        return Answer.json(
                ReloadView.of(Waiting.on(supervisor.reload(manifest, body.flag("dry_run")))));
    }

    Answer discover(Call call) throws Refusal, InterruptedException {
        Page page = Page.of(call.query());
        Body body = Body.of(call, "provider", "options");
        String provider = body.text("provider");
        Supervisor.Discovery found =
                Waiting.on(
                        supervisor.discover(
                                provider == null ? "process" : provider, body.object("options")));
        if (!found.problems().isEmpty()) {
            throw Refusal.of(
                    400, "invalid", found.problems().getFirst().toString(), found.problems());
        }
        List<Discovered> byPid =
                found.items().stream().sorted(Comparator.comparingLong(Discovered::pid)).toList();
        return page.of(byPid, SupervisorView::discovered);
    }

    /// Whatever stands against it is about how things are, not about the request: a conflict.
    Answer upgrade(Call call) throws Refusal, InterruptedException {
        Path home = path(Body.of(call, "home"), "home");
        return switch (Waiting.on(supervisor.upgrade(home))) {
            case Reply.Done done -> Answer.json(Map.of("changed", done.changed()));
            case Reply.Failed failed -> throw ActionCalls.failed(failed);
            case Reply.Refused refused ->
                    throw Refusal.of(409, "conflict", refused.text(), refused.problems());
        };
    }

    Answer export(Call call) throws Refusal {
        List<String> sources = call.query().words("source", ServiceCalls.SOURCES);
        return Answer.json(supervisor.export(Set.copyOf(sources)));
    }

    private static @Nullable Path path(Body body, String key) throws Refusal {
        String text = body.text(key);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw Refusal.badValue(key, "`" + key + "` must be the path of a file");
        }
    }
}

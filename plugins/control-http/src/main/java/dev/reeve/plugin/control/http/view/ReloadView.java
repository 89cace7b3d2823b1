package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.ReloadAnswer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a reload has done, or would do.
public final class ReloadView {
    private ReloadView() {}

    public static Map<String, @Nullable Object> of(ReloadAnswer answer) {
        return new Fields()
                .with("success", answer.success())
                .with("added", answer.added())
                .with("removed", answer.removed())
                .with("updated", answer.updated())
                .with("in_place", answer.inPlace())
                .with("error", answer.error())
                .with("errors", answer.errors().stream().map(ReplyView::of).toList())
                .with("dry_run", answer.dryRun())
                .with("changes", changes(answer.changes()))
                .with("notes", answer.notes())
                .map();
    }

    private static Map<String, List<Map<String, @Nullable Object>>> changes(
            Map<String, List<ReloadAnswer.Change>> changes) {
        var byName = new TreeMap<String, List<Map<String, @Nullable Object>>>();
        changes.forEach(
                (service, keys) -> byName.put(service, keys.stream().map(ReloadView::of).toList()));
        return byName;
    }

    private static Map<String, @Nullable Object> of(ReloadAnswer.Change change) {
        return new Fields()
                .with("key", change.key())
                .with("before", change.before())
                .with("after", change.after())
                .map();
    }
}

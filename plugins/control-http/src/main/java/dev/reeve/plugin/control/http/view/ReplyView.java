package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Phase;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What became of a request.
public final class ReplyView {
    private ReplyView() {}

    /// @param changed null while that is not known yet
    /// @param thread under which all that belongs to the request is found
    /// @param note something the asker should know, or null
    public static Map<String, @Nullable Object> of(
            @Nullable Boolean changed, Phase phase, String thread, @Nullable String note) {
        return new Fields()
                .with("changed", changed)
                .with("phase", phase.word())
                .with("thread", thread)
                .with("note", note)
                .map();
    }

    /// One entry of a batch's answer.
    public static Map<String, @Nullable Object> inBatch(Reply reply) {
        return switch (reply) {
            case Reply.Done(String name, boolean changed, Phase phase, String note) ->
                    inBatch(name, changed, phase, null, note);
            case Reply.Failed(String name, Phase phase, String text) ->
                    inBatch(name, true, phase, text, null);
            case Reply.Refused(String name, _, String text, _) ->
                    inBatch(name, false, null, text, null);
        };
    }

    public static Map<String, @Nullable Object> inBatch(
            String name,
            @Nullable Boolean changed,
            @Nullable Phase phase,
            @Nullable String error,
            @Nullable String note) {
        return new Fields()
                .with("name", name)
                .with("changed", changed)
                .with("phase", phase == null ? null : phase.word())
                .with("error", error)
                .with("note", note)
                .map();
    }

    public static Map<String, @Nullable Object> batch(
            List<Map<String, @Nullable Object>> results, String thread) {
        return new Fields().with("results", results).with("thread", thread).map();
    }

    /// Problem details as RFC 9457 has them.
    ///
    /// @param errors the single mistakes; null is none to tell apart
    public static Map<String, @Nullable Object> problem(
            String type,
            String title,
            int status,
            String detail,
            @Nullable String instance,
            List<Problem> errors) {
        return new Fields()
                .with("type", type)
                .with("title", title)
                .with("status", status)
                .with("detail", detail)
                .with("instance", instance)
                .with(
                        "errors",
                        errors.isEmpty() ? null : errors.stream().map(ReplyView::of).toList())
                .map();
    }

    static Map<String, @Nullable Object> of(Problem problem) {
        return new Fields()
                .with("place", problem.place() == null ? null : problem.place().toString())
                .with("key", problem.key())
                .with("text", problem.text())
                .with("suggestion", problem.suggestion())
                .map();
    }
}

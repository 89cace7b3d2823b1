package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Timeline;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How an operation has gone, as its timeline tells.
///
/// @param error what went wrong; empty where nothing did
/// @param from when it was asked
/// @param to when it ended, or null where it goes on
/// @param spans by time
/// @param chain what the whole has waited for, by time
public record Course(
        String id,
        String operation,
        String status,
        String error,
        Instant from,
        @Nullable Instant to,
        List<Span> spans,
        List<Step> chain) {
    private static final String ACTIVE = OperationThread.Status.ACTIVE.word();

    /// A service in a phase.
    ///
    /// @param to null where that lasts
    /// @param reason why, for people
    public record Span(
            String service, String phase, Instant from, @Nullable Instant to, String reason) {}

    /// One link of the chain.
    ///
    /// @param why what made the next one wait for it
    public record Step(String service, String phase, Instant from, Instant to, String why) {}

    /// As the API tells it.
    public static Course of(Map<String, Object> timeline) {
        Map<String, Object> thread = Json.object(timeline.get("thread"));
        String status = word(thread.get("status"));
        return new Course(
                word(thread.get("id")),
                word(thread.get("operation")),
                status,
                word(thread.get("error")),
                time(thread.get("created_at")),
                status.equals(ACTIVE) ? null : time(thread.get("last_activity_at")),
                Json.objects(timeline.get("spans")).stream()
                        .map(
                                span ->
                                        new Span(
                                                word(span.get("service")),
                                                word(span.get("phase")),
                                                time(span.get("from")),
                                                Json.time(span.get("to")),
                                                word(span.get("reason"))))
                        .toList(),
                Json.objects(timeline.get("chain")).stream()
                        .map(
                                step ->
                                        new Step(
                                                word(step.get("service")),
                                                word(step.get("phase")),
                                                time(step.get("from")),
                                                time(step.get("to")),
                                                word(step.get("why"))))
                        .toList());
    }

    /// As the supervisor of this process tells it.
    public static Course of(Timeline timeline) {
        OperationThread thread = timeline.thread();
        return new Course(
                thread.id(),
                thread.operation(),
                thread.status().word(),
                Objects.toString(thread.error(), ""),
                thread.createdAt(),
                thread.status() == OperationThread.Status.ACTIVE ? null : thread.lastActivityAt(),
                timeline.spans().stream()
                        .map(
                                span ->
                                        new Span(
                                                span.service(),
                                                span.phase().word(),
                                                span.from(),
                                                span.to(),
                                                span.reason()))
                        .toList(),
                timeline.chain().stream()
                        .map(
                                step ->
                                        new Step(
                                                step.service(),
                                                step.phase().word(),
                                                step.from(),
                                                step.to(),
                                                step.why()))
                        .toList());
    }

    private static String word(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static Instant time(@Nullable Object value) {
        return Objects.requireNonNullElse(Json.time(value), Instant.EPOCH);
    }
}

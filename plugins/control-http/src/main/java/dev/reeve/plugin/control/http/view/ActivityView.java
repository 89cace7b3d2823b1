package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.Timeline;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Who acts, what is said, and how operations have gone.
public final class ActivityView {
    private ActivityView() {}

    public static Map<String, @Nullable Object> of(Actor actor) {
        return new Fields()
                .with("name", actor.name())
                .with("kind", actor.kind())
                .with("description", actor.description())
                .with("peers", actor.peers())
                .with("activity", actor.activity().word())
                .with("thread", actor.thread())
                .with("last_activity_at", actor.lastActivityAt())
                .with("message_count", actor.messageCount())
                .with("queue_depth", actor.queueDepth())
                .map();
    }

    public static Map<String, @Nullable Object> of(Message message) {
        return new Fields()
                .with("id", message.id())
                .with("seq", message.seq())
                .with("thread", message.thread())
                .with("from", message.from())
                .with("to", message.to())
                .with("payload_type", message.payloadType())
                .with("payload", message.payload())
                .with("time", message.time())
                .map();
    }

    public static Map<String, @Nullable Object> of(Timeline timeline) {
        return new Fields()
                .with("thread", ThreadView.of(timeline.thread()))
                .with("spans", timeline.spans().stream().map(ActivityView::span).toList())
                .with("chain", timeline.chain().stream().map(ActivityView::step).toList())
                .map();
    }

    private static Map<String, @Nullable Object> span(Timeline.Span span) {
        return new Fields()
                .with("service", span.service())
                .with("run", span.run())
                .with("phase", span.phase().word())
                .with("from", span.from())
                .with("to", span.to())
                .with("reason", span.reason())
                .map();
    }

    private static Map<String, @Nullable Object> step(Timeline.Step step) {
        return new Fields()
                .with("service", step.service())
                .with("phase", step.phase().word())
                .with("from", step.from())
                .with("to", step.to())
                .with("why", step.why())
                .map();
    }
}

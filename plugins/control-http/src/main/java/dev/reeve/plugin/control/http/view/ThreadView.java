package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.activity.OperationThread;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// An operation from its request to its end.
public final class ThreadView {
    private ThreadView() {}

    public static Map<String, @Nullable Object> of(OperationThread thread) {
        return new Fields()
                .with("id", thread.id())
                .with("operation", thread.operation())
                .with("status", thread.status().word())
                .with("participants", thread.participants())
                .with("message_count", thread.messageCount())
                .with("created_at", thread.createdAt())
                .with("last_activity_at", thread.lastActivityAt())
                .with("error", thread.error())
                .with("traceparent", thread.trace().traceparent())
                .map();
    }
}

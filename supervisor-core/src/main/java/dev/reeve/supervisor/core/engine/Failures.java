package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// What has not come true of a request, in one line.
final class Failures {
    private Failures() {}

    /// Null where all has.
    static @Nullable String of(List<Reply> replies) {
        String all =
                replies.stream()
                        .map(Failures::of)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static String of(Reply reply) {
        return switch (reply) {
            case Reply.Done _ -> "";
            case Reply.Failed failed -> failed.service() + ": " + failed.text();
            case Reply.Refused refused -> refused.service() + ": " + refused.text();
        };
    }
}

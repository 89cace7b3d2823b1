package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.OperationThread;
import dev.reeve.supervisor.api.control.OperationThread.Status;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The operations that were asked for, those of the past too as far as there is room.
final class Operations {
    static final int MOST = 1_000;

    private final TimeSource time;
    private final String prefix;
    private final Map<String, OperationThread> all = new LinkedHashMap<>();
    private long last;

    Operations(TimeSource time) {
        this.time = time;
        // Names are not used again by the next supervisor, which begins later.
        prefix = "t" + Long.toString(time.now().toEpochMilli(), 36) + "-";
    }

    /// Something was asked for.
    ///
    /// @return the name of its thread
    synchronized String begin(String operation, List<String> participants) {
        String id = prefix + ++last;
        var now = time.now();
        all.put(
                id,
                new OperationThread(
                        id,
                        operation,
                        Status.ACTIVE,
                        participants.stream().sorted().distinct().toList(),
                        0,
                        now,
                        now,
                        null));
        if (all.size() > MOST) {
            evict();
        }
        return id;
    }

    /// It has come to this.
    synchronized void end(String id, List<Reply> replies) {
        OperationThread active = all.get(id);
        if (active != null) {
            String error = error(replies);
            all.put(
                    id,
                    new OperationThread(
                            id,
                            active.operation(),
                            error == null ? Status.COMPLETED : Status.ERROR,
                            active.participants(),
                            active.messageCount(),
                            active.createdAt(),
                            time.now(),
                            error));
        }
    }

    /// Newest first.
    synchronized List<OperationThread> found(
            @Nullable Status status, @Nullable String participant) {
        List<OperationThread> found = new ArrayList<>();
        for (OperationThread thread : all.values()) {
            if ((status == null || thread.status() == status)
                    && (participant == null || thread.participants().contains(participant))) {
                found.add(thread);
            }
        }
        return found.reversed();
    }

    /// The oldest that has ended makes room; where none has, the oldest.
    private void evict() {
        String oldest =
                all.values().stream()
                        .filter(thread -> thread.status() != Status.ACTIVE)
                        .map(OperationThread::id)
                        .findFirst()
                        .orElseGet(() -> all.keySet().iterator().next());
        all.remove(oldest);
    }

    private static @Nullable String error(List<Reply> replies) {
        String errors =
                replies.stream()
                        .map(Operations::error)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        return errors.isEmpty() ? null : errors;
    }

    private static String error(Reply reply) {
        return switch (reply) {
            case Reply.Done _ -> "";
            case Reply.Failed failed -> failed.service() + ": " + failed.text();
            case Reply.Refused refused -> refused.service() + ": " + refused.text();
        };
    }
}

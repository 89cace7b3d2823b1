package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// Something that one actor has said to another.
///
/// @param id its name, never used again
/// @param seq its number among all messages, from 1, without holes
/// @param thread the operation that it belongs to
/// @param payloadType what it is, in the words of those who talk
/// @param payload plain values: texts, numbers, booleans, null, and lists and maps of them
/// @param size how large the payload is, in bytes, roughly
@Api
@Incubating(since = "1.0.0")
public record Message(
        String id,
        long seq,
        String thread,
        String from,
        String to,
        String payloadType,
        Map<String, @Nullable Object> payload,
        Instant time,
        int size) {
    /// One whose payload nobody has measured.
    public Message(
            String id,
            long seq,
            String thread,
            String from,
            String to,
            String payloadType,
            Map<String, @Nullable Object> payload,
            Instant time) {
        this(id, seq, thread, from, to, payloadType, payload, time, 0);
    }

    /// How large a payload may be, in bytes of its JSON, roughly.
    public static final int LARGEST_PAYLOAD = 16 * 1024;

    /// One that is to be sent.
    ///
    /// @param thread the operation that it belongs to, by its id or that of its trace; one that is
    ///     not known yet begins with it; null for an operation of its own
    /// @param ends how that operation ends with it, or null where it goes on; only for one that has
    ///     begun with a message
    public record Draft(
            String from,
            String to,
            String payloadType,
            Map<String, @Nullable Object> payload,
            @Nullable String thread,
            OperationThread.@Nullable Status ends) {
        /// One that ends nothing.
        public Draft(
                String from,
                String to,
                String payloadType,
                Map<String, @Nullable Object> payload,
                @Nullable String thread) {
            this(from, to, payloadType, payload, thread, null);
        }
    }
}

package dev.reeve.plugin.control.http.websocket;

/// What comes from the other side: a message, or one of the small things between messages.
public sealed interface Spoken {
    /// A message, with all of its parts.
    record Text(String text) implements Spoken {}

    /// Is anybody there?
    ///
    /// @param data to be sent back; handed on as it is, nobody compares these
    @SuppressWarnings("ArrayRecordComponent")
    record Ping(byte[] data) implements Spoken {}

    /// Yes.
    record Pong() implements Spoken {}

    /// It says nothing more, and wants to be told the same.
    ///
    /// @param code why, or 0 where it gave no reason
    record Close(int code) implements Spoken {}
}

package dev.reeve.supervisor.core.engine;

/// What the whole is about.
sealed interface Mode {
    record NotBegun() implements Mode {}

    record Serving() implements Mode {}

    /// @param handsOver whether another supervisor goes on, and takes over what can be
    record ShuttingDown(int code, boolean handsOver) implements Mode {}

    record Over() implements Mode {}
}

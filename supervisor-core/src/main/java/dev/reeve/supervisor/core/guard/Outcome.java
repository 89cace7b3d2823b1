package dev.reeve.supervisor.core.guard;

import org.jspecify.annotations.Nullable;

/// How a call into a plugin has ended. Holds texts only: to keep what a plugin has thrown is to
/// keep the plugin's classes.
public sealed interface Outcome {
    /// It has returned.
    record Done() implements Outcome {}

    /// It has thrown.
    ///
    /// @param text what, in words
    /// @param fault whether that is a mistake of the plugin, rather than an answer
    record Failed(String text, boolean fault) implements Outcome {}

    /// It was interrupted, and has ended of that.
    record Interrupted(String text) implements Outcome {}

    /// Its time was up before it had ended. It was interrupted, and may still go on.
    record Late(String text) implements Outcome {}

    /// It was not begun.
    record Refused(String text) implements Outcome {}

    /// What went wrong, in words; null when all went well.
    default @Nullable String trouble() {
        return switch (this) {
            case Done _ -> null;
            case Failed(String text, boolean _) -> text;
            case Interrupted(String text) -> text;
            case Late(String text) -> text;
            case Refused(String text) -> text;
        };
    }
}

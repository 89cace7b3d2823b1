package dev.reeve.supervisor.core.guard;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;

/// What plugins throw: in words, and whether it is their mistake.
public final class Thrown {
    /// Longer texts are cut off: they go into events and are kept.
    private static final int LONGEST = 1_000;

    private Thrown() {}

    /// Its message where it has one, else what it is. Whatever the throwable does when it is asked.
    public static String words(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable hostile) {
            return kind;
        }
        if (message == null || message.isBlank()) {
            return kind;
        }
        return cut(thrown instanceof Error ? kind + ": " + message : message);
    }

    /// A text of a plugin, at a length that may be kept.
    public static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// Whether it says that the plugin is wrong, and not the world: any `Error`, and any unchecked
    /// exception but those by which code says that something cannot be done at present.
    static boolean isFault(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        if (cause != null) {
            return !(cause instanceof CompletionException) && isFault(cause);
        }
        return thrown instanceof Error
                || (thrown instanceof RuntimeException
                        && !(thrown instanceof IllegalStateException)
                        && !(thrown instanceof UncheckedIOException));
    }

    /// How a call has ended that has thrown.
    ///
    /// @param interrupted whether it was asked to end
    static Outcome outcome(Throwable thrown, boolean interrupted) {
        String words = words(thrown);
        boolean fault = isFault(thrown);
        return interrupted && !fault
                ? new Outcome.Interrupted(words)
                : new Outcome.Failed(words, fault);
    }
}

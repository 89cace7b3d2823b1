package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import java.util.Locale;

/// What an actor does at present. For a service this is a fact of its own, beside its phase.
@Api
@Incubating(since = "1.0.0")
public enum Activity {
    /// Nothing, and could.
    IDLE,
    /// It works on something.
    PROCESSING,
    /// It cannot go on before somebody else does.
    WAITING,
    /// Something is wrong with it.
    ERROR,
    /// Somebody holds it back.
    PAUSED,
    /// Nobody has said.
    UNKNOWN;

    /// The word that people read and write.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The activity of this word; `UNKNOWN` where there is none.
    public static Activity of(String word) {
        for (Activity activity : values()) {
            if (activity.word().equals(word)) {
                return activity;
            }
        }
        return UNKNOWN;
    }
}

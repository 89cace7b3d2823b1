package dev.reeve.supervisor.launcher.text;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One mistake as the API gives it: `place`, `key`, `text`, `suggestion`.
public final class Mistake {
    private Mistake() {}

    /// One line for people: `file:line:column: what is wrong; did you mean …?`
    public static String line(Map<String, Object> mistake) {
        return line(mistake, mistake.get("place"));
    }

    /// The same, at another place.
    ///
    /// @param place `file:line:column`, or null
    public static String line(Map<String, Object> mistake, @Nullable Object place) {
        Object suggestion = mistake.get("suggestion");
        return (place == null ? "" : place + ": ")
                + Words.of(mistake.get("text"))
                + (suggestion == null ? "" : "; did you mean `" + suggestion + "`?");
    }
}

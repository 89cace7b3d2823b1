package dev.reeve.supervisor.api.problem;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;

/// One mistake of a user, as a value: where it is, what is wrong, and what would be right.
///
/// @param place where it was written, or null where it was not written in a file
/// @param key the dotted path of the key it is about (`services.db.ready.tcp.port`), or null
/// @param text what is wrong, without the place; never holds the value of a secret
/// @param suggestion what to write instead, or null
@Api
public record Problem(
        @Nullable Location place, @Nullable String key, String text, @Nullable String suggestion)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Problem::text);

    /// A mistake at a place, without a suggestion.
    public static Problem at(@Nullable Location place, @Nullable String key, String text) {
        return new Problem(place, key, text, null);
    }

    /// A word that is not known here, with the nearest known one as the suggestion.
    ///
    /// @param what a whole phrase that ends before the word: `no ready strategy is called`
    public static Problem unknown(
            @Nullable Location place,
            @Nullable String key,
            String what,
            String word,
            Collection<String> known) {
        String text = what + " `" + word + "`";
        if (known.isEmpty()) {
            return new Problem(place, key, text + " (there are none)", null);
        }
        String all = String.join(", ", known.stream().sorted().toList());
        String nearest = Nearest.to(word, known);
        return nearest == null
                ? new Problem(place, key, text + " (there are: " + all + ")", null)
                : new Problem(place, key, text + " (there are: " + all + ")", nearest);
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /// One line for people: `file:line:column: what is wrong; did you mean …?`.
    @Override
    public String toString() {
        String where = place == null ? "" : place + ": ";
        return where + text + (suggestion == null ? "" : "; did you mean `" + suggestion + "`?");
    }
}

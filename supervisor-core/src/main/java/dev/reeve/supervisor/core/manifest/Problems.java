package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every mistake found so far. The same text at the same place counts once: a template that several
/// services share is wrong once.
public final class Problems {
    /// How many words are compared in search of the nearest one, before suggestions are left out: a
    /// manifest of mistakes only must not take minutes.
    private static final int MOST_COMPARISONS = 50_000;

    /// The most words that are listed in one text.
    private static final int MOST_LISTED = 40;

    private final List<Problem> found = new ArrayList<>();
    private final Set<Said> said = new HashSet<>();
    private int comparisons;

    private record Said(@Nullable Location place, String text) {}

    /// Notes a mistake.
    public void add(Problem problem) {
        if (said.add(new Said(problem.place(), problem.text()))) {
            found.add(problem);
        }
    }

    /// Notes a mistake at a place.
    public void at(@Nullable Location place, String key, String text) {
        add(Problem.at(place, key.isEmpty() ? null : key, text));
    }

    /// Notes a word that is not known here.
    ///
    /// @param what a whole phrase that ends before the word
    public void unknown(
            @Nullable Location place,
            String key,
            String what,
            String word,
            Collection<String> known) {
        String shown = Shown.harmless(word);
        comparisons += known.size();
        if (comparisons > MOST_COMPARISONS) {
            at(place, key, what + " `" + shown + "`");
            return;
        }
        Problem problem = Problem.unknown(place, key, what, shown, known);
        add(
                known.size() <= MOST_LISTED
                        ? problem
                        : new Problem(place, key, what + " `" + shown + "`", problem.suggestion()));
    }

    /// All of them, sorted by place.
    public List<Problem> sorted() {
        return found.stream().sorted().toList();
    }

    /// Whether none was found.
    public boolean none() {
        return found.isEmpty();
    }
}

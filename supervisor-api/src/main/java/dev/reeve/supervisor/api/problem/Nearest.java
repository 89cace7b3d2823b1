package dev.reeve.supervisor.api.problem;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;

/// The known word that a misspelt one most likely meant.
final class Nearest {
    private Nearest() {}

    /// The nearest known word, or null where none is near: at most a third of its letters differ,
    /// or one starts with the other.
    static @Nullable String to(String word, Collection<String> known) {
        String wanted = plain(word);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known.stream().sorted().toList()) {
            String there = plain(candidate);
            int distance = distance(wanted, there);
            boolean near = distance <= Math.max(1, Math.max(wanted.length(), there.length()) / 3);
            boolean part =
                    wanted.length() > 2 && (there.startsWith(wanted) || wanted.startsWith(there));
            if ((near || part) && distance < least) {
                best = candidate;
                least = distance;
            }
        }
        return best;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the
    /// other.
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1),
                                cost[i - 1][j - 1] + replaced);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}

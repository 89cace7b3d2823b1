package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.launcher.Failure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// All services of a supervisor as of one moment, and what targets mean among them.
///
/// @param items the API's objects, by name
/// @param shared bare names that more than one service has
public record Services(List<Map<String, Object>> items, Set<String> shared) {
    private static final int MOST_NAMES = 20;

    /// Reads them.
    public static Services of(Client client) throws Failure {
        List<Map<String, Object>> items = client.list("/v1/services");
        var seen = new HashSet<String>();
        var shared = new HashSet<String>();
        for (Map<String, Object> item : items) {
            if (!seen.add(text(item, "name"))) {
                shared.add(text(item, "name"));
            }
        }
        return new Services(items, shared);
    }

    /// The services that these targets mean: names, globs (`web-*`) and full keys; all where there
    /// are no targets.
    ///
    /// @throws Failure where a target means none, or a name more than one
    public Services match(List<String> targets) throws Failure {
        if (targets.isEmpty()) {
            return this;
        }
        var wanted = new TreeSet<String>();
        for (String target : targets) {
            wanted.addAll(keys(target));
        }
        return new Services(
                items.stream().filter(item -> wanted.contains(text(item, "key"))).toList(), shared);
    }

    /// What to call each of them in a request: the bare name where it is unique, else the full key.
    public List<String> names() {
        return items.stream()
                .map(item -> text(item, shared.contains(text(item, "name")) ? "key" : "name"))
                .toList();
    }

    /// Their bare names.
    public List<String> bareNames() {
        return items.stream().map(item -> text(item, "name")).toList();
    }

    /// The same as the API would answer it.
    public Map<String, Object> answer() {
        return Json.list(items, items.size());
    }

    private List<String> keys(String target) throws Failure {
        Pattern pattern = glob(target);
        List<String> keys =
                items.stream()
                        .filter(
                                item ->
                                        target.equals(text(item, "key"))
                                                || pattern.matcher(text(item, "name")).matches())
                        .map(item -> text(item, "key"))
                        .toList();
        if (keys.isEmpty()) {
            throw Failure.of(Failure.UNKNOWN, unknown(target));
        }
        if (keys.size() > 1 && !isGlob(target)) {
            throw Failure.of(
                    Failure.WRONG_USE,
                    "`" + target + "` is not one service: " + String.join(", ", keys));
        }
        return keys;
    }

    private String unknown(String target) {
        List<String> known = items.stream().map(item -> text(item, "name")).toList();
        Problem problem = Problem.unknown(null, null, "no service is called", target, known);
        return known.size() <= MOST_NAMES || problem.suggestion() == null
                ? known.size() <= MOST_NAMES ? problem.toString() : bare(target)
                : bare(target) + "; did you mean `" + problem.suggestion() + "`?";
    }

    private static String bare(String target) {
        return "no service is called `" + target + "`";
    }

    private static boolean isGlob(String target) {
        return target.contains("*") || target.contains("?");
    }

    private static Pattern glob(String target) {
        String quoted = Pattern.quote(target);
        return Pattern.compile(quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    private static String text(Map<String, Object> item, String field) {
        return Objects.toString(item.get(field), "");
    }
}

package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Supervisor.Match;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/// What people call services: bare names, globs and full keys.
final class Targets {
    private Targets() {}

    /// The services that these targets mean, sorted by name; all of them for no targets.
    static Match match(List<ServiceSnapshot> services, List<String> targets) {
        if (targets.isEmpty()) {
            return new Match(services, null);
        }
        var found = new TreeMap<String, ServiceSnapshot>();
        for (String target : targets) {
            Predicate<ServiceSnapshot> meant = meant(target);
            List<ServiceSnapshot> these = services.stream().filter(meant).toList();
            if (these.isEmpty()) {
                return new Match(List.of(), target);
            }
            these.forEach(service -> found.put(service.name(), service));
        }
        return new Match(List.copyOf(found.values()), null);
    }

    private static Predicate<ServiceSnapshot> meant(String target) {
        if (target.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            return service ->
                    service.name().equals(target) || service.key().toString().equals(target);
        }
        try {
            // Names hold no slash, so a name is a path of one element.
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + target);
            return service ->
                    glob.matches(Path.of(service.name()))
                            || glob.matches(Path.of(service.key().toString()));
        } catch (PatternSyntaxException notAGlob) {
            return _ -> false;
        }
    }
}

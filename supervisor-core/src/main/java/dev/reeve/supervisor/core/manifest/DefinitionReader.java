package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one service that stands in no manifest: `name`, and the keys of a service. Values mean
/// what they say: nothing is replaced in them.
public final class DefinitionReader {
    /// The source whose definitions say what was seen, letter by letter.
    private static final String AS_SEEN = "adopted";

    private static final Location NOWHERE = new Location("definition", 1, 1);

    private DefinitionReader() {}

    /// The service as a draft of a manifest of its own.
    ///
    /// @param source where the definition comes from: `dynamic`, `adopted`
    /// @param around the manifest in force: relative paths begin at its base directory, and its
    ///     environment holds for this service, too
    /// @param environment for `${…}`
    public static Draft draft(
            String source,
            Map<String, Object> definition,
            Manifest around,
            Map<String, String> environment) {
        var problems = new Problems();
        Object called = definition.get("name");
        if (!(called instanceof String name) || !ServiceKey.isName(name)) {
            String text =
                    called == null ? "`name` is missing" : Names.notAName(String.valueOf(called));
            problems.add(Problem.at(null, "name", text));
            return new Draft(null, problems.sorted());
        }
        var reading = new Reading(problems, around.file());
        reading.base(around.baseDirectory());
        Map<String, Object> keys = new LinkedHashMap<>(definition);
        keys.remove("name");
        Node.Entries plain = new PlainTree(NOWHERE, problems).of(keys);
        Node.Entries tree =
                source.equals(AS_SEEN)
                        ? plain
                        : new Interpolation(environment, problems).apply(plain);
        Value written = reading.root(tree).moved(Places.service(name));
        Block block = Block.of(written, tree, "a service", ServiceBinding.WORDS);
        var shared =
                new ServiceBinding.Shared(
                        source, around.environment(), killTimeout(around), Map.of());
        ServiceSpec spec = ServiceBinding.of(block, name, null, shared);
        return new Draft(around.holding(spec, reading.places()), nowhere(problems.sorted()));
    }

    /// The same problems, without the place that stands for none.
    public static List<Problem> nowhere(List<Problem> problems) {
        return problems.stream()
                .map(
                        problem ->
                                NOWHERE.equals(problem.place())
                                        ? new Problem(
                                                null,
                                                problem.key(),
                                                problem.text(),
                                                problem.suggestion())
                                        : problem)
                .toList();
    }

    private static Duration killTimeout(Manifest around) {
        return around.services().isEmpty()
                ? NativeManifest.KILL_TIMEOUT
                : around.services().getFirst().stop().killTimeout();
    }
}

package dev.reeve.supervisor.core.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must be known of a manifest before the rest can be read: where relative paths begin, and
/// the variables for `${…}`.
///
/// @param given the variables of the manifest's own `env_file`
/// @param variables the same below the environment, which wins
record Head(Map<String, String> given, Map<String, String> variables) {
    private static final List<String> KEYS = List.of("base_directory", "env_file");

    static Head of(Node.Entries root, Map<String, String> environment, Reading reading) {
        List<Node.Entry> first =
                root.entries().stream().filter(entry -> KEYS.contains(entry.key())).toList();
        var entries =
                new Interpolation(environment, reading.problems())
                        .apply(new Node.Entries(root.place(), first));
        Block block =
                Block.of(
                        reading.root(entries),
                        entries,
                        "a manifest",
                        Words.of("base_directory", "env_file"));
        reading.base(block.file("base_directory", reading.base()));
        Map<String, String> given = EnvironmentBinding.files(block);
        Map<String, String> variables = new HashMap<>(given);
        variables.putAll(environment);
        return new Head(given, variables);
    }
}

package dev.reeve.supervisor.core.manifest;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `environment` and `env_file`, of a service or of the whole.
final class EnvironmentBinding {
    private static final Words ANY = Words.of().andOthers();

    private EnvironmentBinding() {}

    /// What is set: below, then the files in order, then `environment`; the later wins.
    static Map<String, String> of(Block block, Map<String, String> below) {
        Map<String, String> all = new HashMap<>(below);
        all.putAll(files(block));
        all.putAll(written(block.get("environment")));
        return all;
    }

    /// What the files of `env_file` set.
    static Map<String, String> files(Block block) {
        Map<String, String> all = new LinkedHashMap<>();
        Value written = block.get("env_file");
        if (written == null) {
            return all;
        }
        Reading reading = written.reading();
        for (Value item : written.oneOrMore()) {
            Path file = item.file();
            if (file == null) {
                continue;
            }
            String name = reading.nameOf(file);
            String text = SourceText.of(file, name, reading.problems(), item);
            if (text != null) {
                all.putAll(EnvironmentFile.of(name, text, reading.problems()));
            }
        }
        return all;
    }

    /// What a mapping of variables sets.
    static Map<String, String> written(@Nullable Value value) {
        Map<String, String> all = new LinkedHashMap<>();
        Block block = value == null ? null : value.block("an environment", ANY);
        if (block == null) {
            return all;
        }
        block.others()
                .forEach(
                        (name, variable) -> {
                            if (!Names.isVariable(name)) {
                                variable.reading()
                                        .problems()
                                        .at(
                                                variable.place(),
                                                variable.path(),
                                                Names.notAVariable(name));
                                return;
                            }
                            String text = variable.text();
                            if (text != null) {
                                all.put(name, text);
                            }
                        });
        return all;
    }
}

package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.manifest.Globs;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.manifest.Shown;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the program of each process. A name without a slash is looked for on the PATH that the
/// child will have; a `path` with a `*` must match one file. Whatever is not there yet is left
/// alone where the service waits for another to be completed, which may make it.
final class Programs {
    /// Where programs are looked for when a child has no PATH (as execvp(3) does, less the current
    /// folder).
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Manifest manifest;
    private final Map<String, String> inherited;
    private final Problems problems;
    private final Map<String, Path> found = new HashMap<>();

    Programs(Manifest manifest, Map<String, String> inherited, Problems problems) {
        this.manifest = manifest;
        this.inherited = inherited;
        this.problems = problems;
    }

    /// The work with its program as an absolute path; unchanged where there is a mistake.
    Work.ChildProcess resolved(ServiceSpec spec, Work.ChildProcess process) {
        boolean mayBeMade =
                spec.dependencies().stream()
                        .anyMatch(
                                dependency ->
                                        dependency.condition() == Condition.COMPLETED
                                                || dependency.condition()
                                                        == Condition.COMPLETED_SUCCESSFULLY);
        if (!mayBeMade) {
            checkDirectory(spec, process.directory());
        }
        if (process.command().isEmpty()) {
            return process;
        }
        Path program = program(spec, process, mayBeMade);
        if (program == null) {
            return process;
        }
        List<String> command = new ArrayList<>(process.command());
        command.set(0, program.toString());
        return new Work.ChildProcess(
                command,
                process.shell(),
                process.directory(),
                process.environment(),
                process.inheritEnvironment(),
                process.settings());
    }

    private void checkDirectory(ServiceSpec spec, Path directory) {
        if (!directory.equals(manifest.baseDirectory()) && !Files.isDirectory(directory)) {
            String key = key(spec, "working_directory");
            problems.at(
                    manifest.places().of(key),
                    key,
                    "`working_directory` is "
                            + (Files.exists(directory) ? "no folder: " : "not there: ")
                            + Shown.path(directory));
        }
    }

    private @Nullable Path program(ServiceSpec spec, Work.ChildProcess process, boolean mayBeMade) {
        String word = process.command().getFirst();
        String byPath = key(spec, "path");
        boolean path = manifest.places().known().containsKey(byPath);
        String key = path ? byPath : key(spec, "command");
        try {
            if (path && word.indexOf('*') >= 0) {
                return matched(key, word, mayBeMade);
            }
            if (word.indexOf('/') < 0) {
                return searched(key, word, process, mayBeMade);
            }
            Path program = manifest.baseDirectory().resolve(word).normalize();
            return mayBeMade || isProgram(key, word, program) ? program : null;
        } catch (InvalidPathException notAPath) {
            wrong(key, word, "this is no path");
            return null;
        }
    }

    private @Nullable Path matched(String key, String pattern, boolean mayBeMade) {
        List<Path> files = Globs.find(manifest.baseDirectory(), pattern);
        if (files.size() == 1) {
            return isProgram(key, pattern, files.getFirst()) ? files.getFirst() : null;
        }
        if (files.isEmpty() && mayBeMade) {
            return manifest.baseDirectory().resolve(pattern);
        }
        wrong(
                key,
                pattern,
                files.isEmpty()
                        ? "no file matches"
                        : "several files match: "
                                + Shown.line(
                                        String.join(
                                                ", ",
                                                files.stream().map(Path::toString).toList())));
        return null;
    }

    private @Nullable Path searched(
            String key, String name, Work.ChildProcess process, boolean mayBeMade) {
        String path = process.environment().get("PATH");
        if (path == null && process.inheritEnvironment()) {
            path = inherited.get("PATH");
        }
        String folders = path == null ? DEFAULT_PATH : path;
        Path program = found.computeIfAbsent(folders + '\0' + name, _ -> search(folders, name));
        if (program == null && mayBeMade) {
            // Nobody knows where it will be made; the system's last folder is as good as any.
            return Path.of("/bin", name);
        }
        if (program == null) {
            wrong(key, name, "no such program is on the PATH of this service");
        }
        return program;
    }

    private @Nullable Path search(String folders, String name) {
        for (String folder : folders.split(":", -1)) {
            if (!folder.isEmpty()) {
                Path program = manifest.baseDirectory().resolve(folder).resolve(name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        return null;
    }

    private boolean isProgram(String key, String word, Path program) {
        String mistake = null;
        if (!Files.exists(program)) {
            mistake = "there is no file " + Shown.path(program);
        } else if (!Files.isRegularFile(program)) {
            mistake = Shown.path(program) + " is no regular file";
        } else if (!Files.isExecutable(program)) {
            mistake = Shown.path(program) + " is not executable";
        }
        if (mistake != null) {
            wrong(key, word, mistake);
        }
        return mistake == null;
    }

    private void wrong(String key, String word, String text) {
        problems.at(manifest.places().of(key), key, "cannot run " + Shown.path(word) + ": " + text);
    }

    private static String key(ServiceSpec spec, String key) {
        return Places.path(Places.service(spec.name()), key);
    }
}

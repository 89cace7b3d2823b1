package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.manifest.Shown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/// Holds what a manifest wants of this machine against what is there: folders, users, CPUs,
/// programs.
final class ProcessChecks {
    private final Machine machine;
    private final Manifest manifest;
    private final Programs programs;
    private final Problems problems;
    private final SortedSet<Integer> cpus;
    private final boolean based;

    ProcessChecks(Machine machine, Manifest manifest, Programs programs, Problems problems) {
        this.machine = machine;
        this.manifest = manifest;
        this.programs = programs;
        this.problems = problems;
        cpus = machine.cpus();
        based = Files.isDirectory(manifest.baseDirectory());
    }

    /// Checks the folders of the whole.
    void checkFolders() {
        if (!based) {
            wrong(
                    "base_directory",
                    "`base_directory` is no folder: " + Shown.path(manifest.baseDirectory()));
        }
        Path state = manifest.stateDirectory();
        if (Files.exists(state) && !Files.isDirectory(state)) {
            wrong("state_directory", "`state_directory` is no folder: " + Shown.path(state));
        }
    }

    /// The spec with its program found; where there is no base directory to begin at, programs are
    /// not even looked for.
    ServiceSpec checked(ServiceSpec spec) {
        return switch (spec.work()) {
            case Work.ChildProcess process -> {
                checkSettings(Places.service(spec.name()), process.settings());
                yield based ? spec.withWork(programs.resolved(spec, process)) : spec;
            }
            case Work.Session _, Work.Other _ -> spec;
        };
    }

    private void checkSettings(String service, Work.ProcessSettings settings) {
        String user = settings.user();
        if (user != null && !machine.hasUser(user)) {
            wrong(Places.path(service, "user"), "there is no user " + Shown.quoted(user));
        }
        String group = settings.group();
        if (group != null && !machine.hasGroup(group)) {
            wrong(Places.path(service, "group"), "there is no group " + Shown.quoted(group));
        }
        for (int cpu : settings.affinity()) {
            if (!cpus.contains(cpu)) {
                wrong(
                        Places.path(service, "affinity"),
                        "CPU %d cannot be used (there are: %s)".formatted(cpu, words(cpus)));
            }
        }
    }

    private static String words(SortedSet<Integer> cpus) {
        return String.join(", ", cpus.stream().map(String::valueOf).toList());
    }

    private void wrong(String key, String text) {
        problems.at(manifest.places().of(key), key, text);
    }
}

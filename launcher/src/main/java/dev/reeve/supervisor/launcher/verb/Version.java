package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.launcher.Reeve;

import picocli.CommandLine.Command;

import java.lang.module.ModuleDescriptor;
import java.util.LinkedHashMap;
import java.util.Optional;

/// `reeve version`. The build writes the versions of the POMs into the module descriptors.
@Command(name = "version", description = "Says which version this is.")
public final class Version extends Verb {
    public Version(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("version", own());
        answer.put("api_version", version(Problem.class.getModule()));
        answer.put("java_version", Runtime.version().toString());
        reeve.answers()
                .write(
                        answer,
                        () ->
                                "reeve %s%nplugin API %s%nJava %s"
                                        .formatted(answer.values().toArray()));
        return 0;
    }

    /// The version of this program.
    public static String own() {
        return version(Version.class.getModule());
    }

    private static String version(Module module) {
        return Optional.ofNullable(module.getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("unversioned");
    }
}

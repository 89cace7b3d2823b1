package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.StateDirectory;
import dev.reeve.supervisor.launcher.up.Logging;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// `-f FILE`, for the verbs that read a manifest themselves.
final class ManifestFile {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the manifest (default: reeve.yaml, reeve.yml or reeve.json here)")
    @Nullable Path given;

    /// The manifest that is meant, as the user would name it.
    Path chosen(Reeve reeve) throws Failure {
        if (given != null) {
            return given;
        }
        Path directory = reeve.around().directory();
        return StateDirectory.manifest(directory)
                .map(directory::relativize)
                .orElseThrow(
                        () ->
                                Failure.of(
                                        Failure.WRONG_USE,
                                        "no manifest in %2$s (%1$s); -f names another"
                                                .formatted(
                                                        String.join(", ", StateDirectory.MANIFESTS),
                                                        directory)));
    }

    /// Reads and plans it.
    ///
    /// @param services only these are wanted; empty for all
    /// @param again the arguments that would start the same supervisor once more
    Checked<House.Prepared> prepare(Reeve reeve, List<String> services, List<String> again)
            throws Failure {
        Logging.quiet(reeve.around().err());
        String home = System.getProperty("reeve.home");
        return reeve.around()
                .prepare()
                .apply(
                        new House.Start(
                                chosen(reeve),
                                services,
                                reeve.stateDirectory(),
                                home == null ? null : Path.of(home, "plugins"),
                                reeve.around().environment(),
                                again));
    }

    /// The plan of a manifest that must be without mistakes.
    House.Prepared prepared(Reeve reeve, List<String> services, List<String> again) throws Failure {
        return switch (prepare(reeve, services, again)) {
            case Checked.Valid<House.Prepared>(var prepared) -> prepared;
            case Checked.Invalid<House.Prepared>(var problems) ->
                    throw Failure.mistakes(
                            problems.stream().allMatch(one -> isUnknown(one, services))
                                    ? Failure.UNKNOWN
                                    : Failure.WRONG_USE,
                            problems);
        };
    }

    /// Whether it is about a service that was named on the command line, and not in the manifest.
    private static boolean isUnknown(Problem problem, List<String> services) {
        return problem.place() == null
                && problem.key() == null
                && services.stream().anyMatch(name -> problem.text().contains("`" + name + "`"));
    }
}

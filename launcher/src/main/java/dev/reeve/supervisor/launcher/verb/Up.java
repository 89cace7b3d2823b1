package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.up.Background;
import dev.reeve.supervisor.launcher.up.Foreground;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `reeve up [-f FILE] [-d] [SERVICE…]`
@Command(
        name = "up",
        description = {
            "Starts the services of a manifest and watches them.",
            "Ctrl-C stops them in reverse order; once more kills them."
        })
public final class Up extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    @Option(
            names = {"-d", "--detach"},
            description = "in the background; returns when everything is ready")
    boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "how long -d waits at most (default: 5m)")
    Duration timeout = Duration.ofMinutes(5);

    @Option(
            names = "--timings",
            description = "says on stderr what took how long to start, and what kept the rest")
    boolean timings;

    /// Set by `-d`: services' output is in their log files, and would fill supervisor.log for ever.
    @Option(names = "--without-output", hidden = true)
    boolean withoutOutput;

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "only these and what they require")
    List<String> services = new ArrayList<>();

    public Up(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        House.Prepared prepared = manifest.prepared(reeve, services, again());
        if (!detach) {
            return new Foreground(reeve, !withoutOutput && !reeve.quiet(), timings).run(prepared);
        }
        Path stateDirectory = prepared.stateDirectory();
        prepared.close();
        return new Background(reeve, timeout, timings)
                .run(arguments(stateDirectory), stateDirectory);
    }

    /// What starts the same once more, in the foreground of whatever process it is.
    private List<String> again() throws Failure {
        var again = new ArrayList<>(List.of("up", "-f", manifest.chosen(reeve).toString()));
        Path stateDirectory = reeve.stateDirectory();
        if (stateDirectory != null) {
            again.addAll(List.of("--state-directory", stateDirectory.toString()));
        }
        if (withoutOutput) {
            again.addAll(List.of("--without-output", "--no-color"));
        }
        if (reeve.quiet()) {
            again.add("--quiet");
        }
        again.add("--");
        again.addAll(services);
        return again;
    }

    private List<String> arguments(Path stateDirectory) throws Failure {
        var arguments = new ArrayList<>(List.of("up", "--without-output", "--no-color", "-f"));
        arguments.add(manifest.chosen(reeve).toString());
        arguments.add("--state-directory");
        arguments.add(stateDirectory.toString());
        arguments.add("--");
        arguments.addAll(services);
        return arguments;
    }
}

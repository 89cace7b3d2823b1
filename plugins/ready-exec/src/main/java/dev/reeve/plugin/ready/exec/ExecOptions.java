package dev.reeve.plugin.ready.exec;

import dev.reeve.supervisor.api.spi.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be written under `exec`, for a ready strategy and for a health check.
public record ExecOptions(
        @Option(about = "the program and its arguments; no shell is run for it", words = true)
                List<String> command,
        @Option(about = "where it is run; by default in the service's working directory")
                Optional<Path> workingDirectory,
        @Option(about = "variables that it gets besides", fallback = "{}")
                Map<String, String> environment,
        @Option(
                        about =
                                "how long one attempt may take before it is killed; by default"
                                        + " 10 s, and for a health check its own `timeout`")
                Optional<Duration> timeout) {
    public ExecOptions {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("`command` must begin with a program");
        }
        for (String name : environment.keySet()) {
            if (name.isEmpty() || name.contains("=")) {
                throw new IllegalArgumentException(
                        "`environment` has a name that is none: `" + name + "`");
            }
        }
        if (timeout.isPresent() && !timeout.get().isPositive()) {
            throw new IllegalArgumentException("`timeout` must be over 0");
        }
    }
}

package dev.reeve.supervisor.core.kernel;

import dev.reeve.supervisor.api.model.Work;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A child that is to be spawned.
///
/// @param command an absolute program and its arguments
/// @param directory the working directory, absolute
/// @param environment the whole environment
/// @param settings user, group, umask, nice, affinity, limits
/// @param stdout the pipe or file its standard output is opened to
/// @param stderr the same for its standard error; equal to `stdout` where both are merged
public record SpawnRequest(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Work.ProcessSettings settings,
        Path stdout,
        Path stderr) {
    public SpawnRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

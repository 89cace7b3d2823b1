package dev.reeve.supervisor.core.external;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How an external plugin is started.
///
/// @param plugin its id
/// @param command the program and its arguments; a program that is named with a `/` is looked for
///     in the folder
/// @param environment variables that it gets besides those of the supervisor
/// @param folder where it is run
/// @param api the version of the plugin API here
public record Launch(
        String plugin,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        String api) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

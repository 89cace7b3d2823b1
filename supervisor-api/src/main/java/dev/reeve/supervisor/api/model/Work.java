package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a service runs.
@Api
public sealed interface Work {
    /// A child process.
    ///
    /// @param command the program and its arguments; the program is an absolute path once planned
    /// @param shell whether the command was one line for `sh -c`; shown to people
    /// @param directory the working directory, absolute
    /// @param environment what is set beside, or instead of, what is inherited
    /// @param inheritEnvironment whether the supervisor's own environment is handed on
    /// @param settings what the kernel is told about the process
    record ChildProcess(
            List<String> command,
            boolean shell,
            Path directory,
            Map<String, String> environment,
            boolean inheritEnvironment,
            ProcessSettings settings)
            implements Work {
        public ChildProcess {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /// A long-lived session to another system.
    ///
    /// @param backend the session backend, with its options
    /// @param connectTimeout the longest time to connect, over 0
    record Session(PluginUse backend, Duration connectTimeout) implements Work {}

    /// What a plugin's kind runs.
    ///
    /// @param options the kind, with its own options
    /// @param connectTimeout the longest time to start, over 0
    record Other(PluginUse options, Duration connectTimeout) implements Work {}

    /// What the kernel is told about a process; null, empty or absent where nothing is to be
    /// changed.
    ///
    /// @param user name or number of the user it runs as
    /// @param group name or number of its group
    /// @param umask 0 to 0777
    /// @param nice -20 to 19
    /// @param affinity the CPUs it may use, from 0
    /// @param limits resource limits by name (`nofile`, `core`, …); -1 is no limit
    record ProcessSettings(
            @Nullable String user,
            @Nullable String group,
            @Nullable Integer umask,
            @Nullable Integer nice,
            List<Integer> affinity,
            Map<String, Long> limits) {
        public static final ProcessSettings NONE =
                new ProcessSettings(null, null, null, null, List.of(), Map.of());

        public ProcessSettings {
            affinity = List.copyOf(affinity);
            limits = Map.copyOf(limits);
        }
    }
}
